// Why a command in a sandbox failed, where the sandbox itself has come to an end: whoever ended it is to blame, not what ran in it.
import type Docker from 'dockerode';
import {EngineError} from './errors.ts';

/** Of process 1, which only somebody outside of the sandbox, or the kernel, can kill. */
const killed = 137;

/** undefined where the container runs, or nobody can tell. What runs in it can end it too, but with another status. */
export const endOf = async (container: Docker.Container): Promise<EngineError | undefined> => {
	try {
		const {State} = await container.inspect();
		if (State.Running || State.ExitCode !== killed) return undefined;
		const why = State.OOMKilled ? 'out of memory' : 'it was killed from outside';
		return new EngineError(`the container of the sandbox is not running any more: ${why}`);
	} catch (error) {
		if ((error as {statusCode?: number}).statusCode !== 404) return undefined;
		return new EngineError('the engine has no such container any more: somebody removed the sandbox');
	}
};
