// The private engine, and builds on a real engine.

import {existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import type Docker from 'dockerode';
import {dir} from 'tmp-promise';
import {storeBuild} from '../../harness/builds/build-store.ts';
import {storeCache} from '../../harness/builds/compiler-cache.ts';
import {clientFor} from '../../harness/engine/client.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {buildImage, importImage, removeImages} from '../../harness/engine/images.ts';
import {label} from '../../harness/engine/labels.ts';
import {startPrivateEngine} from '../../harness/engine/private-engine.ts';
import {startSandbox} from '../../harness/engine/sandbox.ts';
import {sweepOrphans, sweepRun} from '../../harness/engine/sweep.ts';
import {resolveBase} from '../../harness/images/base.ts';
import {toolsDefinition} from '../../harness/images/definition.ts';
import {ensureTools} from '../../harness/images/ensure.ts';
import {newSupply} from '../../harness/images/supply.ts';
import {project} from '../../harness/model/checkout.ts';
import {sandboxLimits} from '../../harness/sandbox/privileges.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {engine} from './engine.ts';
import {startNetlock} from './netlock.ts';

const firewall = (): string =>
	['/proc/net/ip_tables_names', '/proc/net/ip6_tables_names']
		.map(file => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
		.join();

/** Runs one of netlock's static programs on another engine, in a container on the host's network. */
const runStatic = async (other: Docker): Promise<void> => {
	const supply = newSupply(await engine());
	const {docker} = supply;
	const tools = await ensureTools(supply, await toolsDefinition(project.images), () => {});
	const source = await docker.createContainer({Image: tools, Cmd: ['none']});
	try {
		await importImage(other, await source.getArchive({path: '/opt/netlock/bin/stamp'}), 'static', 'test');
	} finally {
		await source.remove({force: true});
	}
	const container = await other.createContainer({
		Image: 'static:test',
		Cmd: ['/stamp'],
		HostConfig: {NetworkMode: 'host'},
	});
	await container.start();
	await container.wait();
	await container.remove({force: true});
};

const base = async (): Promise<string> =>
	(await resolveBase(newSupply(await engine()), await toolsDefinition(project.images), () => {})).ref;

const binary = Buffer.from('a build');
const digest = sha256(binary);

test('a private engine starts in a folder of its own, touches no firewall, and is gone after netlock clean', async t => {
	t.timeout(120_000);
	const {path: home} = await dir({unsafeCleanup: true});
	const [rules, forwarding] = [firewall(), readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8')];
	const {endpoint} = await startPrivateEngine(home);
	t.is(endpoint, `unix://${home}/engine/docker.sock`);
	t.is(firewall(), rules);
	t.is(readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8'), forwarding);
	const pid = readFileSync(join(home, 'engine/docker.pid'), 'utf8').trim();
	// A container or a build on the host's network leaves a mount behind, and a plain removal of the folder fails on
	// it.
	await runStatic(clientFor(endpoint));
	t.is(readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), 'dockerd');
	await storeBuild(
		join(home, 'builds/key'),
		'crun',
		new Map([['crun', binary]]),
		{digest, source: '', duration: 1},
		'',
	);
	await storeCache(join(home, 'builds'), 'key', new Map([['ccache/0/a', binary]]));
	const {exit, stdout} = await startNetlock(['clean'], {NETLOCK_HOME: home, DOCKER_HOST: endpoint}).ended;
	t.is(exit, 0);
	t.regex(stdout, /removed the private engine/);
	t.false(existsSync(`/proc/${pid}`));
	t.false(existsSync(join(home, 'engine')));
	t.true(stdout.includes(`removed the builds in ${home}/builds\n`), stdout);
	t.deepEqual(readdirSync(home), []);
	t.false(readFileSync('/proc/self/mounts', 'utf8').includes(home));
});

test('a private engine starts again after a crash, also if another process has its pid', async t => {
	t.timeout(120_000);
	const {path: home} = await dir({unsafeCleanup: true});
	const {endpoint} = await startPrivateEngine(home);
	const pidFile = join(home, 'engine/docker.pid');
	const containerdFile = join(home, 'engine/exec/containerd/containerd.pid');
	for (const file of [pidFile, containerdFile]) process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
	await sleep(500);
	for (const file of [pidFile, containerdFile]) writeFileSync(file, String(process.pid));
	await startPrivateEngine(home);
	t.truthy(await clientFor(endpoint).version());
	t.is((await startNetlock(['clean'], {NETLOCK_HOME: home, DOCKER_HOST: endpoint}).ended).exit, 0);
});

test('the error of a failed build shows the output of the failed step', async t => {
	const {path: context} = await dir({unsafeCleanup: true});
	const line = `echo this is why >&2; ${': ; '.repeat(99)} exit 3`;
	writeFileSync(join(context, 'Containerfile'), `ARG BASE\nFROM $BASE\nRUN ${line}\n`);
	const {docker} = await engine();
	const spec = {context, files: ['Containerfile'], dockerfile: 'Containerfile', tag: 'netlock/broken:test'};
	const error = await t.throwsAsync(buildImage(docker, {...spec, buildArguments: {BASE: await base()}}), {
		instanceOf: ImageUnavailable,
	});
	t.regex(error.shortMessage, /^build netlock\/broken:test: The command '.{80}…' returned a non-zero code: 3$/);
	t.regex(error.message, /^this is why$/m);
	t.is(await removeImages(docker, ['netlock/broken:']), 0);
});

test('the sandboxes of a dead netlock are removed, and those of a living one stay', async t => {
	const {docker} = await engine();
	const create = (owner: string) =>
		base().then(Image =>
			docker.createContainer({Image, Cmd: ['true'], Labels: {'io.netlock.run': 'test', 'io.netlock.owner': owner}}),
		);
	const orphan = await create(`${hostname()}:999999999`);
	const living = await create(`${hostname()}:${process.pid}`);
	const elsewhere = await create('another-machine:999999999');
	try {
		// Other tests may leave orphans at the same time.
		t.true((await sweepOrphans(docker)) >= 1);
		await t.throwsAsync(orphan.inspect(), {message: /no such container/i});
		await t.notThrowsAsync(living.inspect());
		await t.notThrowsAsync(elsewhere.inspect());
	} finally {
		await Promise.all([living, elsewhere].map(each => each.remove({force: true})));
	}
});

test('a sandbox has a network namespace of its own, in which only lo is, and is up', async t => {
	const {docker} = await engine();
	const sandbox = await startSandbox(docker, {
		...{ref: await base(), run: 'test', cell: 'test', owner: ownerOf(process.pid)},
		...{command: ['sleep', '60'], capabilities: [], tmpfs: {}, limits: sandboxLimits},
	});
	try {
		const look =
			'readlink /proc/self/ns/net; ls /sys/class/net; cat /sys/class/net/lo/flags; cut -d" " -f2 /proc/mounts';
		const {stdout} = await sandbox.exec(['sh', '-c', look]);
		const [namespace, ...rest] = Buffer.from(stdout).toString('utf8').trim().split('\n');
		t.not(namespace, readlinkSync('/proc/self/ns/net'));
		t.deepEqual(rest.slice(0, 2), ['lo', '0x9']);
		t.false(rest.includes('/etc/resolv.conf'), 'the name servers of the machine are none of its business');
	} finally {
		await sandbox.stop();
	}
	await t.throwsAsync(sandbox.container.inspect(), {message: /no such container/i});
});

const frozenStays = existsSync('/sys/fs/cgroup/freezer');
const onFreezer = frozenStays ? test : test.skip;
const reason = frozenStays ? '' : ': with cgroup v2 a frozen process can be killed';

onFreezer(`a sandbox that a checkpoint left frozen is removed${reason}`, async t => {
	t.timeout(120_000);
	const {docker} = await engine();
	const run = `frozen-${process.pid}`;
	const Labels = {[label.run]: run, [label.owner]: ownerOf(process.pid)};
	const Cmd = ['sh', '-c', 'sleep 300 & wait'];
	const frozen = await docker.createContainer({Image: await base(), Cmd, Labels});
	await frozen.start();
	const {State} = await frozen.inspect();
	const [, cgroup = ''] = /:freezer:(.*)$/m.exec(readFileSync(`/proc/${State.Pid}/cgroup`, 'utf8')) ?? [];
	const inner = join('/sys/fs/cgroup/freezer', cgroup, 'inner');
	mkdirSync(inner);
	const child = (): string => readFileSync(`/proc/${State.Pid}/task/${State.Pid}/children`, 'utf8').trim();
	while (child() === '') await sleep(10);
	writeFileSync(join(inner, 'cgroup.procs'), child());
	// The engine thaws the container's own cgroup only.
	writeFileSync(join(inner, 'freezer.state'), 'FROZEN');
	t.is(await sweepRun(docker, run), 1);
	await t.throwsAsync(frozen.inspect(), {message: /no such container/i});
});

test('an interrupt while images are built ends netlock at once, with 130 and without a container', async t => {
	t.timeout(120_000);
	const {path: home} = await dir({unsafeCleanup: true});
	const run = startNetlock(['run', '--image', 'debian-forky'], {NETLOCK_HOME: home, DOCKER_HOST: ''});
	t.teardown(() => startNetlock(['clean'], {NETLOCK_HOME: home, DOCKER_HOST: ''}).ended);
	for (let waited = 0; !run.stderr().includes('preparing debian-forky') && waited < 60_000; waited += 100)
		await sleep(100);
	process.kill(run.pid, 'SIGINT');
	const asked = performance.now();
	const {exit, stderr} = await run.ended;
	t.is(exit, 130, stderr);
	t.true(performance.now() - asked < 20_000);
});

test('the error names an engine that was requested and does not answer, and netlock tries no other', async t => {
	const {exit, stderr} = await startNetlock(['setup'], {DOCKER_HOST: 'unix:///no/such.sock'}).ended;
	t.is(exit, 3);
	t.regex(stderr, /DOCKER_HOST=unix:\/\/\/no\/such\.sock does not answer/);
});
