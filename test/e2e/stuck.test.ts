// An engine that accepts connections and answers none, as dockerd does after a deadlock: the run notices it, and ends.
import {createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {environment} from '../../harness/ava/environment.ts';
import {columns} from '../../harness/builds/columns.ts';
import {parseCriu, parseRuntime} from '../../harness/builds/request.ts';
import {execute, RunStuck} from '../../harness/run/execute.ts';
import {writePlan} from '../../harness/run/plan-file.ts';
import {prepare} from '../../harness/run/prepare.ts';

test('a stuck run ends, and names the cells that wait', async t => {
	t.timeout(120_000);
	const {path: out, cleanup} = await dir({unsafeCleanup: true});
	t.teardown(cleanup);
	const {plan} = await prepare(
		{
			images: ['debian-forky'],
			scenarios: ['unset-leaves-choice'],
			locks: ['unset'],
			builds: columns([parseRuntime('crun')], [parseCriu('package')]),
		},
		{engine: environment().engine, command: 'netlock run', jobs: 1, out},
	);
	const sockets = new Set<Socket>();
	const silent = createServer(socket => sockets.add(socket));
	const socket = join(out, 'silent.sock');
	await new Promise<void>(resolve => silent.listen(socket, resolve));
	t.teardown(() => {
		for (const each of sockets) each.destroy();
		silent.close();
	});
	writePlan({...plan, endpoint: `unix://${socket}`});
	const started = performance.now();
	const error = await t.throwsAsync(
		execute(plan, {signal: new AbortController().signal, onEvent: () => {}, limitMs: 4000}),
		{instanceOf: RunStuck},
	);
	t.true(performance.now() - started < 30_000);
	t.regex(error?.message ?? '', /the engine does not answer any more\nWaiting: /);
});
