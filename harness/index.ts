// All that a scenario file may import. See docs/writing-a-scenario.md.
export {
	client,
	connecting,
	counter,
	datagrams,
	echoServer,
	echoServerIpv6,
	ending,
	loopbackConnection,
	speaker,
	unixPair,
	unixServer,
} from './bundle/workload.ts';
export type {ScenarioBody, ScenarioContext} from './container/scenario-context.ts';
export {locks as everyLock, methods as explicitLocks} from './model/axes.ts';
export type {Subject} from './model/declaration.ts';
export {lockTool} from './model/method.ts';
export {another} from './plan/contradiction.ts';
export {
	cannotTrackMemory,
	firewallToolIsMissing,
	isNoOlderRuntime,
	isNoUpdate,
	lacksOption,
	podmanIsMissing,
	toolIsMissing,
} from './plan/gates.ts';
export {handsOverNoFile} from './plan/rpc-config.ts';
export {scenario} from './scenario.ts';
