// `scenario(title, spec, body)`: what a scenario file calls, once.
import type {ExecutionContext} from 'ava';
import type {Tools} from './container/broken-tool.ts';
import type {Configuration} from './container/configuration.ts';
import type {NewContainer} from './container/container.ts';
import type {Help} from './container/help.ts';
import type {NewPodmanContainer} from './container/podman.ts';
import type {Lock, Method, RuntimeName} from './plan/axes.ts';
import {collecting, declare} from './plan/collector.ts';
import type {ScenarioSpec} from './plan/declaration.ts';
import type {Told} from './runtimes/runtime.ts';

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
	runtime: RuntimeName;
	criu: {version: string; defaultLock: Method};
	/** What is asked for in this cell. */
	lock: Lock;
	/** What CRIU is to use: `lock` or, for `unset`, its measured default. */
	method: Method;
	/** How the runtime is told of it. */
	told: Told;
};

export type ScenarioBody = (context: ScenarioContext) => Promise<void>;

// While the planner reads scenario files there is no AVA; under AVA there is no planner.
const register = collecting() ? declare : (await import('./ava/register.ts')).register;

/** Declares one behaviour; AVA runs `body` once for each planned cell. */
export const scenario = (title: string, spec: ScenarioSpec, body: ScenarioBody): void => register({title, spec, body});
