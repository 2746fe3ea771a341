// The runtimes by name, each from its own file in this folder; and how the lock reaches CRIU.
import {type Lock, type RuntimeName, runtimeNames} from '../model/axes.ts';
import type {Runtime, RuntimeCommands} from '../model/runtime.ts';

const load = async (name: RuntimeName): Promise<[RuntimeName, Runtime]> => {
	const {runtime} = (await import(`./${name}.ts`)) as {runtime: Runtime};
	return [name, runtime];
};

export const runtimes = Object.fromEntries(await Promise.all(runtimeNames.map(load))) as Record<RuntimeName, Runtime>;

/** How the lock reaches CRIU: by the runtime's option, by /etc/criu/default.conf or, for `unset`, not at all. */
export type Told = 'flag' | 'config' | 'nothing';

export const toldBy = (runtime: Pick<RuntimeCommands, 'hasLockFlag'>, lock: Lock): Told => {
	if (lock === 'unset') return 'nothing';
	return runtime.hasLockFlag ? 'flag' : 'config';
};
