// Facts of a runtime: what is read from its own words in a sandbox.
import test from 'ava';
import {clientFor} from '../../harness/engine/client.ts';
import type {StartedSandbox} from '../../harness/engine/sandbox.ts';
import {measureRuntime} from '../../harness/images/measure.ts';
import {type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const sandbox = (...answers: (readonly [RegExp, ...Played[]])[]): StartedSandbox => ({
	...playedSandbox(answers).sandbox,
	id: 'c1',
	container: clientFor('unix:///none').getContainer('c1'),
	stop: async () => ({id: 'c1'}),
});

test('a runtime: version, digest, whether it checkpoints, and whether it has a flag for the lock', async t => {
	const crun = sandbox(
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

test('a crun without CRIU does not checkpoint; one that does not run is none', async t => {
	const without = sandbox([/--version/, {stdout: 'crun version 1.28\n+SYSTEMD +YAJL'}]);
	t.like(await measureRuntime(without, 'crun'), {checkpoints: false, networkLockFlag: false});
	t.is(await measureRuntime(sandbox([/--version/, {exit: 127}]), 'crun'), undefined);
});
