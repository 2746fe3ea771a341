// What a scenario's body works with.
import type {ExecutionContext} from 'ava';
import type {Lock, Method} from '../model/axes.ts';
import type {Runtime} from '../model/runtime.ts';
import type {Told} from '../runtimes/runtime.ts';
import type {Configuration} from './configuration.ts';
import type {NewContainer} from './container.ts';
import type {Tools} from './faults/broken-tool.ts';
import type {Help} from './layers/help.ts';
import type {NewPodmanContainer} from './podman.ts';

/** What a body works with. */
export type ScenarioContext = {
	/** AVA's own: `t.log`, `t.is`, … */
	t: ExecutionContext;
	container: NewContainer;
	/** The same under podman, which has the cell's runtime do the work. */
	podman: NewPodmanContainer;
	tools: Tools;
	help: Help;
	/** Where a lock can be asked for without the command line. */
	configure: Configuration;
	runtime: Runtime;
	criu: {version: string; defaultLock: Method};
	/** What is asked for in this cell. */
	lock: Lock;
	/** What CRIU is to use: `lock` or, for `unset`, its measured default. */
	method: Method;
	/** How the runtime is told of it. */
	told: Told;
};

export type ScenarioBody = (context: ScenarioContext) => Promise<void>;
