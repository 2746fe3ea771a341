// Owners of sandboxes in another pid namespace, as in the container of a CI job: their pid says nothing.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import type Docker from 'dockerode';
import {label, shellRun} from '../../harness/engine/labels.ts';
import {sweepOrphans} from '../../harness/engine/sweep.ts';
import {stateOfOwner} from '../../harness/support/owner.ts';
import {engine} from './engine.ts';
import {root} from './netlock.ts';

const minuteMs = 60_000;

test('the sandbox of an owner in another pid namespace stays while the owner lives, and is swept after the owner’s death', async t => {
	t.timeout(2 * minuteMs);
	const {docker} = await engine();
	const unseen = async (): Promise<Docker.ContainerInfo[]> => {
		const shells = await docker.listContainers({all: true, filters: {label: [`${label.run}=${shellRun}`]}});
		return shells.filter(({Labels}) => stateOfOwner(Labels[label.owner] ?? '') === 'unseen');
	};
	const before = new Set((await unseen()).map(({Id}) => Id));
	const mine = async () => (await unseen()).find(({Id}) => !before.has(Id));
	const until = async (state: string): Promise<void> => {
		while ((await mine())?.State !== state) await sleep(100);
	};
	const words = ['--pid', '--fork', '--mount-proc', '--kill-child', 'sh', 'bin/netlock', 'shell', 'debian-forky'];
	const owner = spawn('unshare', [...words, '--', 'sleep', '300'], {cwd: root, stdio: 'ignore'});
	t.teardown(() => owner.kill('SIGKILL'));
	await until('running');
	const later = Date.now() + 2 * minuteMs;
	await sweepOrphans(docker, stateOfOwner, later);
	t.is((await mine())?.State, 'running', 'a living owner’s');

	const ended = once(owner, 'exit');
	owner.kill('SIGKILL');
	await ended;
	await until('exited');
	await sweepOrphans(docker, stateOfOwner, later);
	t.is(await mine(), undefined, 'a dead owner’s');
});
