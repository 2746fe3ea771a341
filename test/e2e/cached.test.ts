// A second run without changes takes its results from the first run, and says so. `--fresh` and CI run the cells again.
import {existsSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {engine} from './engine.ts';
import {readResults, startNetlock} from './netlock.ts';

test('unchanged cells do not run again, unless one of their parts changes or an option asks for it', async t => {
	t.timeout(300_000);
	const {path: home, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-cached-'});
	t.teardown(cleanup);
	const {endpoint} = await engine();
	const binary = join(home, 'binary');
	const write = (more: string) => writeFile(binary, `#!/bin/sh\n${more}exec /usr/bin/crun "$@"\n`, {mode: 0o755});
	await write('');
	const words = [
		'--image',
		'debian-forky',
		'--libcriu',
		'package',
		'--lock',
		'nftables',
		'--scenario',
		'netns-private',
	];
	const runs: {ids: string[]; cached: string[]; isStarted: boolean; stdout: string; id: string}[] = [];
	const run = async (more: readonly string[] = [], CI = 'false') => {
		const out = join(home, `out-${runs.length}`);
		const builds = ['--runtime', 'crun', '--runtime', `crun=mine@${binary}`];
		const env = {NETLOCK_HOME: home, DOCKER_HOST: endpoint, CI};
		const {exit, stdout, stderr} = await startNetlock(['run', ...words, ...builds, ...more, '--out', out], env).ended;
		t.is(exit, 0, stderr);
		const {cells, run} = readResults(out);
		t.true(cells.every(({outcome, evidence}) => outcome === 'pass' && evidence !== undefined));
		const of = cells.flatMap(({runtime, cached}) => (cached ? [`${runtime} of ${cached.run}`] : []));
		const ran = {
			ids: cells.map(({id}) => id),
			cached: of,
			isStarted: existsSync(join(out, 'ava.log')),
			stdout,
			id: run.id,
		};
		runs.push(ran);
		return ran;
	};
	const first = await run();
	t.deepEqual(first.cached, []);
	t.true(first.isStarted);

	const second = await run();
	t.deepEqual(second.ids, first.ids);
	t.deepEqual(second.cached, [`crun of ${first.id}`, `crun@mine of ${first.id}`]);
	t.false(second.isStarted, 'AVA was started for nothing');
	t.regex(second.stdout, /OK {2}0 of 2 cells ran, 2 were measured earlier \(\d{4}-\d\d-\d\d\): all as expected/);

	await write('# another\n');
	t.deepEqual((await run()).cached, [`crun of ${first.id}`]);
	t.deepEqual((await run(['--fresh'])).cached, []);
	t.deepEqual((await run([], 'true')).cached, []);
});
