// Runs git on a repository of this machine. The repository is only read.
import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';

const most = {maxBuffer: 2 ** 28};

/**
 * Variables that lead git to another repository, or other files, than it is asked about. A hook has them, and
 * `git rebase --exec`.
 */
const misleading = new Set(
	['DIR', 'WORK_TREE', 'COMMON_DIR', 'INDEX_FILE', 'OBJECT_DIRECTORY', 'ALTERNATE_OBJECT_DIRECTORIES', 'NAMESPACE']
		.concat(['PREFIX', 'GRAFT_FILE', 'SHALLOW_FILE', 'REPLACE_REF_BASE', 'EXTERNAL_DIFF'])
		.concat(['CONFIG', 'IMPLICIT_WORK_TREE', 'INTERNAL_SUPER_PREFIX', 'ATTR_SOURCE'])
		.map(name => `GIT_${name}`),
);

/**
 * Nothing is fetched: a repository that lacks an object may name a program to fetch it with. No protocol is allowed, for
 * older versions of git do not know the other variable.
 */
const readOnly = {
	GIT_ALLOW_PROTOCOL: 'none',
	GIT_NO_LAZY_FETCH: '1',
	GIT_TERMINAL_PROMPT: '0',
	GIT_OPTIONAL_LOCKS: '0',
};

const environment = (): NodeJS.ProcessEnv => ({
	...Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.has(name))),
	...readOnly,
});

/**
 * The user's own configuration may name filters, line ends and attributes, and a commit is to be the same everywhere.
 * Attributes of the user and of a template for new repositories need no configuration.
 */
const unconfigured = {
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_PARAMETERS: '',
	GIT_CONFIG_COUNT: '1',
	GIT_CONFIG_KEY_0: 'core.attributesFile',
	GIT_CONFIG_VALUE_0: '/dev/null',
	GIT_ATTR_NOSYSTEM: '1',
	GIT_TEMPLATE_DIR: '',
};

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

const run = async (words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> =>
	(await execute('git', words, {...most, env})).stdout.trimEnd();

export const git = (...words: string[]): Promise<string> => run(words, environment());

/** git without the configuration of this machine and its user. */
export const plainGit = (...words: string[]): Promise<string> => run(words, {...environment(), ...unconfigured});

/** For the parsing of the command line, which cannot wait for promises. */
export const gitSync = (...words: string[]): string =>
	execFileSync('git', words, {...most, env: environment(), encoding: 'utf8', stdio: 'pipe'}).trimEnd();
