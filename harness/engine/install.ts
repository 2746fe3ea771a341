// Installs an engine from the distro's packages, for netlock's private use. No service of the packages is started.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {thenCleanUp} from '../support/clean-up.ts';
import {limits} from '../support/limits.ts';
import {EngineError} from './errors.ts';

export type Install = {
	packages: string[];
	why: string;
	/** Commands that a person can run instead. */
	commands: string[];
	/** Why netlock cannot do it here itself. */
	obstacle?: string;
};

/** The properties of this machine that an installation depends on. */
export type Host = {isRoot: boolean; has: (program: string) => boolean};

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export const thisHost = (): Host => ({
	isRoot: process.getuid?.() === 0,
	has: program => folders.some(folder => existsSync(`${folder}/${program}`)),
});

const obstacle = ({isRoot, has}: Host): string | undefined => {
	if (!has('apt-get')) return 'there is no apt-get here';
	return isRoot ? undefined : 'it takes root';
};

/**
 * What must be installed before a private engine can start and images can be made. Undefined when nothing is missing.
 */
export const planInstall = (host: Host): Install | undefined => {
	const wanted = [
		{name: 'docker.io', program: 'dockerd', why: 'no container engine answers or is installed'},
		{
			name: 'mmdebstrap',
			program: 'mmdebstrap',
			why: 'mmdebstrap, which makes images where no registry answers, is missing',
		},
	];
	const missing = wanted.filter(({program}) => !host.has(program));
	if (missing.length === 0) return undefined;
	const packages = missing.map(({name}) => name);
	const stop = obstacle(host);
	return {
		packages,
		why: missing.map(({why}) => why).join('; '),
		commands: ['apt-get update', `apt-get install --no-install-recommends ${packages.join(' ')}`],
		...(stop !== undefined && {obstacle: stop}),
	};
};

const run = async (words: string[], onLine: (line: string) => void): Promise<void> => {
	const [command = '', ...more] = words;
	const env = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8'};
	const child = spawn(command, more, {stdio: ['ignore', 'pipe', 'pipe'], env, timeout: limits.installMs});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
	}
	const started = performance.now();
	const timer = setInterval(() => {
		onLine(`still at it after ${Math.round((performance.now() - started) / 1000)} s: ${words.slice(0, 2).join(' ')}`);
	}, 10_000);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	}).finally(() => clearInterval(timer));
	if (code === 0) return;
	const tail = output.trimEnd().split('\n').slice(-12).join('\n');
	throw new EngineError(`\`${words.join(' ')}\` failed (exit ${code})`, tail);
};

const policy = '/usr/sbin/policy-rc.d';

/** Runs `work` while the distro's packages may not start a service. Debian's own means for this is policy-rc.d. */
const withoutServices = async (work: () => Promise<void>): Promise<void> => {
	if (existsSync(policy)) return work();
	await writeFile(policy, '#!/bin/sh\nexit 101\n', {mode: 0o755});
	await thenCleanUp(work, () => rm(policy, {force: true}));
};

/** @throws EngineError with the last lines of the package manager */
export const installEngine = async ({packages}: Install, onLine: (line: string) => void): Promise<void> => {
	const options = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];
	await run(['apt-get', 'update', ...options], onLine);
	await withoutServices(() =>
		run(['apt-get', 'install', '--yes', '--no-install-recommends', ...options, ...packages], onLine),
	);
	// Otherwise the next boot would start an engine that writes firewall rules, which nobody asked for.
	if (packages.includes('docker.io') && existsSync('/run/systemd/system')) {
		await run(['systemctl', 'disable', 'docker.service', 'docker.socket', 'containerd.service'], onLine);
	}
};
