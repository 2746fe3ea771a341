// The environment of AVA's process: only the listed variables, so that no variable of a CI system or a shell changes a
// run. For example, AVA leaves out scenario files when GitLab sets CI_NODE_INDEX.
import {planFile} from './plan-file.ts';

/** The descriptor of the pipe between netlock and AVA's process. */
export const pipeDescriptor = 3;

const passed = new Set([
	// For Node and the programs that it starts.
	'PATH',
	'HOME',
	'TMPDIR',
	'TZ',
	// For the engine's client. DEBUG makes it write a log to ava.log.
	'DOCKER_HOST',
	'DOCKER_CONFIG',
	'DOCKER_CERT_PATH',
	'DOCKER_TLS_VERIFY',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'NO_PROXY',
	'http_proxy',
	'https_proxy',
	'no_proxy',
	'DEBUG',
	// For Node itself: memory limits, certificates, coverage, the cache of compiled modules.
	'NODE_OPTIONS',
	'NODE_EXTRA_CA_CERTS',
	'NODE_V8_COVERAGE',
	'NODE_COMPILE_CACHE',
]);

/** `files`: of the scenarios that run, in their order (ava-config.ts). */
export const avaEnvironment = (
	folder: string,
	files: readonly string[],
	ours: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv => ({
	...Object.fromEntries(Object.entries(ours).filter(([name]) => passed.has(name) || name.startsWith('NETLOCK_'))),
	NO_COLOR: '1',
	NETLOCK_PLAN: planFile(folder),
	NETLOCK_PIPE: String(pipeDescriptor),
	NETLOCK_FILES: JSON.stringify(files),
});
