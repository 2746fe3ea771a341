// Why a command in a sandbox failed, where the sandbox itself has come to an end, or has no memory or processes left.
import type Docker from 'dockerode';
import {NetlockError} from '../support/errors.ts';
import {size} from '../support/size.ts';
import {killedFromWithin} from './channel.ts';
import {EngineError} from './errors.ts';
import type {StartedSandbox} from './sandbox.ts';

/** What a sandbox got when it was started. Undefined where more than the product runs in it. */
export type OwnLimits = {memory: number; processes: number} | undefined;

/** Of process 1, which only somebody outside of the sandbox, or the kernel, can kill. */
const killed = 137;

/** So much of a limit is all of it: what asked for the rest did not get it. */
const almost = 0.97;

type Use = {
	/** The names of `stats` under cgroup v1 and v2. */
	memory_stats?: {usage?: number; limit?: number; stats?: {total_inactive_file?: number; inactive_file?: number}};
	pids_stats?: {current?: number; limit?: number};
};

/** The product's fault: nothing else in a sandbox needs a hundredth of what it may have. */
const usedUp = (what: string): NetlockError =>
	new NetlockError('product', `what runs in the sandbox has used up the ${what}`);

/** What a sandbox that runs has no more of, so that its shell was killed or can start nothing. */
const shortage = async (container: Docker.Container, own: OwnLimits): Promise<NetlockError | undefined> => {
	const {memory_stats: memory = {}, pids_stats: pids = {}}: Use = await container.stats({
		stream: false,
		'one-shot': true,
	});
	// The kernel takes memory back that holds only contents of files, so nothing lacks it.
	const {total_inactive_file, inactive_file = 0} = memory.stats ?? {};
	const used = (memory.usage ?? 0) - (total_inactive_file ?? inactive_file);
	const isOut = ({usage = 0, limit}: {usage?: number; limit?: number}): boolean =>
		limit !== undefined && limit > 0 && usage >= limit * almost;
	if (isOut({...memory, usage: used})) {
		if (own && (memory.limit ?? 0) >= own.memory) return usedUp(`memory that it may have: ${size(own.memory)}`);
		return new EngineError(`the sandbox is out of memory: it has ${size(memory.limit ?? 0)}`);
	}
	if (isOut({...pids, usage: pids.current ?? 0})) {
		if (own && (pids.limit ?? 0) >= own.processes) return usedUp(`processes that it may have: ${own.processes}`);
		return new EngineError(`the sandbox is out of processes: cannot fork more than ${pids.limit}`);
	}
	return undefined;
};

/** undefined where nobody can tell. */
export const endOf = async (container: Docker.Container, own?: OwnLimits): Promise<NetlockError | undefined> => {
	try {
		const {State} = await container.inspect();
		if (State.Running) return await shortage(container, own);
		if (State.ExitCode === killedFromWithin && !State.OOMKilled) {
			return new NetlockError('product', 'something in the sandbox killed all its processes');
		}
		if (State.ExitCode !== killed && !State.OOMKilled) return undefined;
		const why = State.OOMKilled ? 'out of memory' : 'it was killed from outside';
		return new EngineError(`the container of the sandbox is not running any more: ${why}`);
	} catch (error) {
		if ((error as {statusCode?: number}).statusCode !== 404) return undefined;
		return new EngineError('the engine has no such container any more: somebody removed the sandbox');
	}
};

/** A sandbox whose commands fail with the reason: the sandbox's own end, or what `otherwise` makes of the error. */
export const withReasons = (
	sandbox: StartedSandbox,
	own: OwnLimits,
	otherwise: (error: unknown) => Promise<unknown> = async error => error,
): StartedSandbox => ({
	...sandbox,
	exec: (argv, options) =>
		sandbox.exec(argv, options).catch(async (error: unknown) => {
			throw (await endOf(sandbox.container, own)) ?? (await otherwise(error));
		}),
});
