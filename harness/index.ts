// All that a scenario file may import. See docs/writing-a-scenario.md.
export {client, counter, echoServer, echoServerIpv6, loopbackConnection} from './bundle/workload.ts';
export type {Subject} from './plan/declaration.ts';
export {lockTool, toolIsMissing} from './plan/gates.ts';
export {type ScenarioBody, type ScenarioContext, scenario} from './scenario.ts';
