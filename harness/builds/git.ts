// Runs git on a repository of this machine. The repository is only read.
import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';

const most = {maxBuffer: 2 ** 28};

export const execute = promisify(execFile);

/** What git or tar printed about its failure. */
export const said = (error: unknown): string => {
	const {stderr = '', message, code, syscall, path} = error as NodeJS.ErrnoException & {stderr?: string};
	if (syscall?.startsWith('spawn')) {
		if (code === 'ENOENT') return `${path} is not installed`;
		if (code === 'EACCES') return `${path} is not installed, or this user may not run it`;
	}
	return stderr.replace(/^(?:fatal|error): /, '').trim() || message;
};

export const git = async (...words: string[]): Promise<string> => (await execute('git', words, most)).stdout.trimEnd();

/** For the parsing of the command line, which cannot wait for promises. */
export const gitSync = (...words: string[]): string =>
	execFileSync('git', words, {...most, encoding: 'utf8', stdio: 'pipe'}).trimEnd();
