// Facts of a runtime, from its own output in a sandbox.
import test from 'ava';
import {measurePodman, measureRuntime} from '../../harness/images/measure-runtime.ts';
import {playedStarted} from '../fixtures/played-sandbox.ts';

test('a runtime: version, digest, whether it checkpoints, and whether it has a flag for the lock', async t => {
	const crun = playedStarted(
		[/--version/, {stdout: 'crun version 1.28\ncommit: x\n+SYSTEMD +CRIU +YAJL'}],
		[/checkpoint --help/, {stdout: '      --network-lock=METHOD\n'}],
		[/sha256sum/, {stdout: 'def  -\n'}],
	);
	t.like(await measureRuntime(crun, 'crun'), {
		version: '1.28',
		digest: 'def',
		checkpoints: true,
		networkLockFlag: true,
	});
});

test('a crun without CRIU does not checkpoint; one that does not run has no facts', async t => {
	const without = playedStarted([/--version/, {stdout: 'crun version 1.28\n+SYSTEMD +YAJL'}]);
	t.like(await measureRuntime(without, 'crun'), {checkpoints: false, networkLockFlag: false});
	t.is(await measureRuntime(playedStarted([/--version/, {exit: 127}]), 'crun'), undefined);
});

test('podman: version, digest, and the options of its own help', async t => {
	const own = playedStarted(
		[/\/x\/podman --version/, {stdout: 'podman version 6.0.0-dev\n'}],
		[/\/x\/podman container checkpoint --help/, {stdout: '  --tcp-established\n  --network-lock METHOD\n'}],
		[/\/x\/podman container restore --help/, {stdout: '  --import FILE\n'}],
		[/sha256sum/, {stdout: 'abc  -\n'}],
	);
	t.deepEqual(await measurePodman(own, '/x/podman'), {
		version: '6.0.0-dev',
		digest: 'abc',
		options: {checkpoint: ['--network-lock', '--tcp-established'], restore: ['--import']},
	});
	t.is(await measurePodman(playedStarted([/--version/, {exit: 127}])), undefined);
});
