// The error names an engine that is dead at the end of a run. The run still reports its finished cells.
import test from 'ava';
import {clientFor} from '../../harness/engine/client.ts';
import {sweepRun} from '../../harness/engine/sweep.ts';
import {sweepOr} from '../../harness/run/run.ts';

test('a sweep over a dead engine gives the reason, with the engine, and what to do', async t => {
	const endpoint = 'unix:///none/docker.sock';
	const gone = await sweepOr(() => sweepRun(clientFor(endpoint), 'r1'), endpoint);
	t.is(gone?.kind, 'machine');
	t.regex(gone?.shortMessage ?? '', /^the engine at unix:\/\/\/none\/docker\.sock is gone, .*ENOENT/);
	t.regex(gone?.message ?? '', /What was finished is kept\./);
});

test('a sweep that works gives no reason', async t => {
	t.is(await sweepOr(async () => 3, 'unix:///engine.sock'), undefined);
});
