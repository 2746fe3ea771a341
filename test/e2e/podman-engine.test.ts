// Podman as the engine, with a service, a storage and an image of the test's own.
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {dir} from 'tmp-promise';
import {clientFor} from '../../harness/engine/client.ts';
import {engine} from './engine.ts';
import {startNetlock} from './netlock.ts';

/** The test says what was seen with Debian 12's: another engine of this name may want more of netlock. */
const isSeen = (): boolean => {
	const {stdout} = spawnSync('podman', ['--version'], {encoding: 'utf8'});
	return process.getuid?.() === 0 && /^podman version 4\.3\./.test(stdout ?? '');
};
const onPodman = isSeen() ? test : test.skip;

/** The ordinary netlock. @throws what it says, when it fails */
const must = async (words: string[], env: Record<string, string> = {}): Promise<string> => {
	const {exit, stdout, stderr} = await startNetlock(words, env).ended;
	if (exit !== 0) throw new Error(`netlock ${words.join(' ')}: exit ${exit}\n${stdout}${stderr}`);
	return stdout;
};

onPodman('a scenario passes with Podman as the engine, with crun and with runc', async t => {
	t.timeout(900_000);
	await engine();
	const {path: home} = await dir({prefix: 'netlock-podman-'});
	const archive = join(home, 'forky.tar');
	await must(['images', 'build', 'debian-forky']);
	await must(['images', 'save', archive, 'debian-forky']);
	const endpoint = `unix://${home}/podman.sock`;
	const storage = ['--root', join(home, 'storage'), '--runroot', join(home, 'run')];
	const service = spawn('podman', [...storage, 'system', 'service', '--time', '0', endpoint], {stdio: 'ignore'});
	const ended = once(service, 'exit');
	t.teardown(async () => {
		const removal = spawn('podman', [...storage, 'system', 'reset', '--force'], {stdio: 'ignore'});
		await once(removal, 'exit');
		service.kill();
		await ended;
		await rm(home, {recursive: true, force: true});
	});
	const docker = clientFor(endpoint);
	while (
		!(await docker.ping().then(
			() => true,
			() => false,
		))
	)
		await sleep(100);
	const env = {DOCKER_HOST: endpoint, NETLOCK_HOME: home};
	await must(['images', 'load', archive], env);
	const selection = ['--image', 'debian-forky', '--libcriu', 'package', '--lock', 'nftables'];
	const out = ['--scenario', 'explicit-is-honoured', '--format', 'markdown', '--out', join(home, 'report')];
	t.regex(await must(['run', ...selection, ...out], env), /^OK {2}2 of 2 cells ran: all as expected/m);
	t.deepEqual(await docker.listContainers({all: true}), []);
});
