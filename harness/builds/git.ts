// git on a repository of this machine, which is only read.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';

export const execute = promisify(execFile);

/** Why git, or tar, failed, in its own words. */
export const said = (error: unknown): string => {
	const {stderr = '', message, code} = error as Error & {stderr?: string; code?: unknown};
	if (code === 'ENOENT') return 'git is not installed';
	return stderr.replace(/^(?:fatal|error): /, '').trim() || message;
};

export const git = async (...words: string[]): Promise<string> =>
	(await execute('git', words, {maxBuffer: 2 ** 28})).stdout.trimEnd();
