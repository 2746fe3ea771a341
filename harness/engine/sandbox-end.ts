// Why a command in a sandbox failed, where the sandbox itself has come to an end, or has no memory or processes left.
import type Docker from 'dockerode';
import {size} from '../support/size.ts';
import {EngineError} from './errors.ts';

/** Of process 1, which only somebody outside of the sandbox, or the kernel, can kill. */
const killed = 137;

/** So much of a limit is all of it: what asked for the rest did not get it. */
const almost = 0.97;

type Use = {
	/** The names of `stats` under cgroup v1 and v2. */
	memory_stats?: {usage?: number; limit?: number; stats?: {total_inactive_file?: number; inactive_file?: number}};
	pids_stats?: {current?: number; limit?: number};
};

/** What a sandbox that runs has no more of, so that its shell was killed or can start nothing. */
const shortage = async (container: Docker.Container): Promise<EngineError | undefined> => {
	const {memory_stats: memory = {}, pids_stats: pids = {}}: Use = await container.stats({
		stream: false,
		'one-shot': true,
	});
	// The kernel takes memory back that holds only contents of files, so nothing lacks it.
	const {total_inactive_file, inactive_file = 0} = memory.stats ?? {};
	const used = (memory.usage ?? 0) - (total_inactive_file ?? inactive_file);
	const isOut = ({usage = 0, limit}: {usage?: number; limit?: number}): boolean =>
		limit !== undefined && limit > 0 && usage >= limit * almost;
	if (isOut({...memory, usage: used}))
		return new EngineError(`the sandbox is out of memory: it has ${size(memory.limit ?? 0)}`);
	if (isOut({...pids, usage: pids.current ?? 0})) {
		return new EngineError(`the sandbox is out of processes: cannot fork more than ${pids.limit}`);
	}
	return undefined;
};

/** undefined where nobody can tell. What runs in it can end it too, but with another status. */
export const endOf = async (container: Docker.Container): Promise<EngineError | undefined> => {
	try {
		const {State} = await container.inspect();
		if (State.Running) return await shortage(container);
		if (State.ExitCode !== killed) return undefined;
		const why = State.OOMKilled ? 'out of memory' : 'it was killed from outside';
		return new EngineError(`the container of the sandbox is not running any more: ${why}`);
	} catch (error) {
		if ((error as {statusCode?: number}).statusCode !== 404) return undefined;
		return new EngineError('the engine has no such container any more: somebody removed the sandbox');
	}
};
