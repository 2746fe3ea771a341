// netlock's private engine: its own data folder, socket and pid file; no bridge, no firewall rule, no forwarding. It
// stays for the next run. `netlock clean` ends it.

import {execFile, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync} from 'node:fs';
import {chmod, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type Docker from 'dockerode';
import {isAlive} from '../support/is-alive.ts';
import {limits} from '../support/limits.ts';
import {until} from '../support/until.ts';
import {makeFolder} from '../support/write-whole.ts';
import {clientFor} from './client.ts';
import {NoEngine} from './errors.ts';

export type PrivateEngine = {endpoint: string; log: string};

/** Called when an engine is started, before it answers. */
type OnEngineStart = (engine: PrivateEngine) => void;

export const privateSocket = (home: string): string => join(home, 'engine', 'docker.sock');
const pidFile = (home: string): string => join(home, 'engine', 'docker.pid');

export const findDockerd = (): string | undefined =>
	['/usr/sbin/dockerd', '/usr/bin/dockerd', '/usr/local/bin/dockerd'].find(path => existsSync(path));

export const canStartPrivateEngine = (): boolean => process.getuid?.() === 0 && findDockerd() !== undefined;

/** The process that a pid file names, if it is alive and is that program. */
const processOf = async (file: string, program: string): Promise<number | undefined> => {
	const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
	if (!(pid > 0) || !isAlive(pid)) return undefined;
	const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
	return name.trim() === program ? pid : undefined;
};

// After a crash or a reboot another process may have the pid, and dockerd would refuse to start.
const removeStalePidFiles = async (home: string): Promise<void> => {
	const containerd = join(home, 'engine', 'exec', 'containerd', 'containerd.pid');
	for (const [file, program] of [
		[pidFile(home), 'dockerd'],
		[containerd, 'containerd'],
	] as const) {
		if ((await processOf(file, program)) === undefined) await rm(file, {force: true});
	}
};

const isAnswering = (docker: Docker): Promise<boolean> =>
	docker.ping().then(
		() => true,
		() => false,
	);

/** Starts dockerd and waits until it answers. @throws NoEngine with the end of its log */
export const launchEngine = async (
	dockerd: string,
	home: string,
	{onStart, limitMs = limits.engineStartMs}: {onStart?: OnEngineStart | undefined; limitMs?: number} = {},
): Promise<PrivateEngine> => {
	const folder = join(home, 'engine');
	makeFolder(folder);
	await chmod(folder, 0o700);
	const engine = {endpoint: `unix://${privateSocket(home)}`, log: join(folder, 'dockerd.log')};
	onStart?.(engine);
	await removeStalePidFiles(home);
	const log = openSync(engine.log, 'a');
	const options = [
		['--data-root', join(folder, 'data')],
		['--exec-root', join(folder, 'exec')],
		['--host', engine.endpoint],
		['--pidfile', pidFile(home)],
		// Sandboxes have no network and builds use the host's, so no bridge is needed, nor any firewall rule.
		['--bridge', 'none'],
		['--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
	].flat();
	const child = spawn(dockerd, options, {detached: true, stdio: ['ignore', log, log]});
	closeSync(log);
	child.unref();
	let ended: string | undefined;
	const end = new Promise<undefined>(resolve => {
		child.once('error', ({message}) => {
			ended = message;
			resolve(undefined);
		});
		child.once('exit', (code, signal) => {
			ended ??= code === null ? `${signal}` : `exit ${code}`;
			resolve(undefined);
		});
	});
	const docker = clientFor(engine.endpoint);
	const isUp = until(async () => (await isAnswering(docker)) || (ended !== undefined && 'ended'), {limitMs});
	if ((await Promise.race([isUp, end])) === true) return engine;
	const tail = (await readFile(engine.log, 'utf8')).trimEnd().split('\n').slice(-8).join('\n');
	const why = ended ?? `it does not answer within ${limitMs / 1000} s`;
	throw new NoEngine(`the private engine did not start (${dockerd}): ${why}`, `${tail}\nWhole log: ${engine.log}`);
};

/** Starts the dockerd of this machine. @throws NoEngine when there is none, or when it does not start */
export const startPrivateEngine = async (home: string, onStart?: OnEngineStart): Promise<PrivateEngine> => {
	const dockerd = findDockerd();
	if (dockerd === undefined || !canStartPrivateEngine()) {
		throw new NoEngine(
			'no container engine answers, and none can be started here',
			'Run `npm start` or `netlock setup`, or set DOCKER_HOST. `netlock doctor` says more.',
		);
	}
	return launchEngine(dockerd, home, {onStart});
};

// dockerd leaves mounts below its exec-root: the network namespaces of containers that used the host's network.
const unmountBelow = async (folder: string): Promise<void> => {
	const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map(line => line.split(' ')[1] ?? '');
	for (const point of mounts.filter(each => each.startsWith(`${folder}/`)).reverse()) {
		await promisify(execFile)('umount', ['--lazy', point]);
	}
};

/** Ends the private engine and removes its data. Returns whether there was any. */
export const removePrivateEngine = async (home: string): Promise<boolean> => {
	const folder = join(home, 'engine');
	if (!existsSync(folder)) return false;
	const pid = await processOf(pidFile(home), 'dockerd');
	if (pid !== undefined) {
		process.kill(pid, 'SIGTERM');
		const hasEnded = await until(() => !isAlive(pid), {limitMs: limits.engineEndMs});
		if (!hasEnded) throw new NoEngine(`the private engine (process ${pid}) does not end`, `Log: ${folder}`);
	}
	await unmountBelow(folder);
	await rm(folder, {recursive: true, force: true});
	return true;
};
