// Podman as the engine, with a service, a storage and an image of the test.
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {dir} from 'tmp-promise';
import {clientFor} from '../../harness/engine/client.ts';
import {runConfined} from '../../harness/engine/confined-command.ts';
import {inMeasuringSandbox} from '../../harness/sandbox/measuring-sandbox.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {engine} from './engine.ts';
import {startNetlock} from './netlock.ts';

/**
 * Why Podman cannot be tested here. Undefined where it can. Other versions than the 4.3 of Debian 12 may need changes.
 */
const reasonToSkip = (): string | undefined => {
	if (process.getuid?.() !== 0) return 'it needs root';
	const {error, stdout} = spawnSync('podman', ['--version'], {encoding: 'utf8'});
	if (error) return `podman does not run (${error.message})`;
	const isSeen = /^podman version 4\.3\./.test(stdout);
	return isSeen ? undefined : `netlock was seen to work with podman 4.3 only, and this is ${stdout.trim()}`;
};
const skipped = reasonToSkip();
const onPodman = skipped === undefined ? test : test.skip;
const title = 'a scenario passes with Podman as the engine, with crun and with runc';

/** The ordinary netlock. @throws its output, when it fails */
const must = async (words: string[], env: Record<string, string> = {}): Promise<string> => {
	const {exit, stdout, stderr} = await startNetlock(words, env).ended;
	if (exit !== 0) throw new Error(`netlock ${words.join(' ')}: exit ${exit}\n${stdout}${stderr}`);
	return stdout;
};

onPodman(skipped === undefined ? title : `${title}: ${skipped}`, async t => {
	t.timeout(900_000);
	await engine();
	const {path: home} = await dir({prefix: 'netlock-podman-'});
	const archive = join(home, 'forky.tar');
	await must(['images', 'build', 'debian-forky']);
	await must(['images', 'save', archive, 'debian-forky']);
	const endpoint = `unix://${home}/podman.sock`;
	const storage = ['--root', join(home, 'storage'), '--runroot', join(home, 'run')];
	// crun, which Podman takes first, refuses machines with cgroup v1 and v2.
	const service = spawn('podman', ['--runtime', 'runc', ...storage, 'system', 'service', '--time', '0', endpoint], {
		stdio: 'ignore',
	});
	const ended = once(service, 'exit');
	t.teardown(async () => {
		const removal = spawn('podman', [...storage, 'system', 'reset', '--force'], {stdio: 'ignore'});
		await once(removal, 'exit');
		service.kill();
		await ended;
		await rm(home, {recursive: true, force: true});
	});
	const docker = clientFor(endpoint);
	while (!(await docker.ping().catch(() => false))) {
		if (service.exitCode !== null) throw new Error(`podman system service ended with ${service.exitCode}`);
		await sleep(100);
	}
	const env = {DOCKER_HOST: endpoint, NETLOCK_HOME: home};
	await must(['images', 'load', archive], env);
	const selection = ['--image', 'debian-forky', '--libcriu', 'package', '--lock', 'nftables'];
	const out = ['--scenario', 'explicit-is-honoured', '--format', 'markdown', '--out', join(home, 'report')];
	t.regex(await must(['run', ...selection, ...out], env), /^OK {2}2 of 2 cells ran: all as expected/m);
	const [image] = await docker.listImages();
	const ref = image?.RepoTags?.[0] ?? '';
	const {output} = await runConfined(docker, {
		...{ref, command: ['cat'], folders: [], owner: ownerOf(process.pid), run: 'podman-engine'},
		input: Readable.from(['the sources']),
		limits: {time: 60, memory: 2 ** 28, disk: 0, processes: 8, log: 1000, output: 1000},
	});
	t.is(output.toString(), 'the sources', 'nothing comes before its input');
	const touched = await inMeasuringSandbox(docker, {ref}, ({exec}) => exec(['touch', '/state']));
	t.is(touched.exit, 0, touched.stderr);
	t.deepEqual(await docker.listContainers({all: true}), []);
	await must(['clean'], env);
	t.deepEqual(await docker.listImages(), []);
});
