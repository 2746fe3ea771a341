// The context that a scenario's body gets.
import type {ExecutionContext} from 'ava';
import type {Lock, Method} from '../model/axes.ts';
import type {Runtime} from '../model/runtime.ts';
import type {Told} from '../runtimes/runtime.ts';
import type {Configuration} from './configuration.ts';
import type {NewContainer} from './container.ts';
import type {Tools} from './faults/broken-tool.ts';
import type {Help} from './layers/help.ts';
import type {NewPodmanContainer} from './podman.ts';

/** The argument of a scenario's body. */
export type ScenarioContext = {
	/** AVA's own: `t.log`, `t.is`, … */
	t: ExecutionContext;
	container: NewContainer;
	/** The same under podman, which calls the cell's runtime. */
	podman: NewPodmanContainer;
	tools: Tools;
	help: Help;
	/** Writes configuration files, which can ask for a lock without the command line. */
	configure: Configuration;
	runtime: Runtime;
	criu: {version: string; defaultLock: Method};
	/** The lock that this cell asks for. */
	lock: Lock;
	/** The method that CRIU must use: `lock` or, for `unset`, its measured default. */
	method: Method;
	/** How the lock reaches CRIU. */
	told: Told;
};

export type ScenarioBody = (context: ScenarioContext) => Promise<void>;
