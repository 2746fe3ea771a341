// An engine that is gone at the end of a run is named, and ends nothing: what was finished is still reported.
import test from 'ava';
import {clientFor} from '../../harness/engine/client.ts';
import {sweepRun} from '../../harness/engine/sweep.ts';
import {sweepOr} from '../../harness/run/run.ts';

test('a sweep over an engine that is gone gives the reason, with the engine, and what to do', async t => {
	const endpoint = 'unix:///none/docker.sock';
	const gone = await sweepOr(() => sweepRun(clientFor(endpoint), 'r1'), endpoint);
	t.is(gone?.kind, 'machine');
	t.regex(gone?.shortMessage ?? '', /^the engine at unix:\/\/\/none\/docker\.sock is gone, .*ENOENT/);
	t.regex(gone?.message ?? '', /What was finished is kept\./);
});

test('a sweep that works has no reason', async t => {
	t.is(await sweepOr(async () => 3, 'unix:///engine.sock'), undefined);
});
