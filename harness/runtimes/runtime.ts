// The runtimes by name, each out of the file of that name beside this one; and how a runtime learns of the lock.
import {type Lock, type RuntimeName, runtimeNames} from '../model/axes.ts';
import type {Runtime, RuntimeCommands} from '../model/runtime.ts';

const load = async (name: RuntimeName): Promise<[RuntimeName, Runtime]> => {
	const {runtime} = (await import(`./${name}.ts`)) as {runtime: Runtime};
	return [name, runtime];
};

export const runtimes = Object.fromEntries(await Promise.all(runtimeNames.map(load))) as Record<RuntimeName, Runtime>;

/** How a runtime learns of the lock: by its flag, by /etc/criu/default.conf, or, for `unset`, not at all. */
export type Told = 'flag' | 'config' | 'nothing';

export const toldBy = (runtime: Pick<RuntimeCommands, 'hasLockFlag'>, lock: Lock): Told => {
	if (lock === 'unset') return 'nothing';
	return runtime.hasLockFlag ? 'flag' : 'config';
};
