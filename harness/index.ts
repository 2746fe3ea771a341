// All that a scenario file may import. See docs/writing-a-scenario.md.
export {client, counter, echoServer, echoServerIpv6, loopbackConnection} from './bundle/workload.ts';
export {another} from './plan/contradiction.ts';
export type {Subject} from './plan/declaration.ts';
export {firewallToolIsMissing, lockTool, podmanIsMissing, toolIsMissing} from './plan/gates.ts';
export {handsOverNoFile} from './plan/rpc-config.ts';
export {type ScenarioBody, type ScenarioContext, scenario} from './scenario.ts';
