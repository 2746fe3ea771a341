// `--bundle`: real containers from a bundle that netlock did not write.
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {openSandbox} from '../../harness/sandbox/open-sandbox.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {type Making, making} from './making.ts';
import {netlockRun} from './netlock.ts';

let forky: Making;

test.before('an image', async t => {
	t.timeout(900_000);
	forky = await making('debian-forky');
});

test.after.always(() => forky?.end());

/** A static program that waits. */
const pause = async (): Promise<Buffer> => {
	const request = {ref: forky.image.ref, run: 'take', cell: 'take', owner: ownerOf(process.pid)};
	const sandbox = await openSandbox(forky.docker, request);
	try {
		const {stdout} = await sandbox.exec(['cat', '/opt/netlock/bin/pause']);
		return Buffer.from(stdout);
	} finally {
		await sandbox.stop();
	}
};

test('a bundle runs its own process and is restored twice; the run skips incompatible scenarios with the reason', async t => {
	const bundle = join(forky.work, 'bundle');
	await mkdir(join(bundle, 'files/bin'), {recursive: true});
	await writeFile(join(bundle, 'files/bin/wait'), await pause(), {mode: 0o755});
	await writeFile(
		join(bundle, 'config.json'),
		JSON.stringify({
			ociVersion: '1.0.0',
			process: {
				user: {uid: 0, gid: 0},
				args: ['/bin/wait', 'for me'],
				cwd: '/',
				// The sandboxes with netlock's own workload lack this program.
				capabilities: Object.fromEntries(['bounding', 'effective', 'permitted'].map(set => [set, ['CAP_KILL']])),
			},
			root: {path: 'files'},
			mounts: [
				{destination: '/proc', type: 'proc', source: 'proc'},
				{destination: '/dev', type: 'tmpfs', source: 'tmpfs'},
			],
			linux: {namespaces: ['pid', 'ipc', 'uts', 'mount', 'network'].map(type => ({type}))},
		}),
	);
	const before = await readdir(bundle, {recursive: true});
	const scenarios = ['second-restore', 'podman-checkpoint', 'tcp-veth'].flatMap(each => ['--scenario', each]);
	const selection = ['--image', 'debian-forky', '--runtime', 'crun', '--lock', 'nftables', ...scenarios];
	const {exit, stderr, results} = await netlockRun(...selection, '--bundle', bundle);
	t.is(exit, 0, stderr);
	const [restored, ...others] = ['second-restore', 'podman-checkpoint', 'tcp-veth'].map(scenario =>
		results.cells.find(cell => cell.scenario === scenario),
	);
	t.is(restored?.outcome, 'pass');
	t.true(restored?.reproduce?.endsWith(`--bundle ${bundle}`), restored?.reproduce);
	t.deepEqual(
		others.map(cell => [cell?.outcome, cell?.reason]),
		[
			['skip', 'podman makes a config.json of its own'],
			['skip', 'a connection is looked at here, which only netlock’s own workload has'],
		],
	);
	t.deepEqual(await readdir(bundle, {recursive: true}), before, 'the folder is as it was');
});
