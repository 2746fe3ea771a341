// A run whose engine or netlock dies in the middle keeps its finished cells, and a later run continues it.
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import type {Results} from '../../harness/model/results.ts';
import {engineProxy} from '../fixtures/engine-proxy.ts';
import {engine} from './engine.ts';
import {firstCellEnded, netlock, readResults, startNetlock} from './netlock.ts';

const words = ['run', '--image', 'debian-forky', '--runtime', 'crun', '--lock', 'nftables', '--core', '--jobs', '1'];

/** The findings of a run: its cells with their verdicts, and the causes. */
const apartFromTimes = ({run, host, images, builds, scenarios, cells, causes}: Results) => ({
	...{host, images, builds, scenarios, causes},
	interrupted: run.interrupted,
	cells: cells.map(({evidence, durations, ...cell}) => ({
		...cell,
		hasDurations: durations !== undefined,
		operations: evidence?.operations.map(({operation, exit, request, record, command}) => ({
			...{operation, exit, request, record, command},
		})),
	})),
});

test.serial('a run whose engine dies keeps its finished cells, and --resume finishes it', async t => {
	t.timeout(600_000);
	const {path, cleanup} = await dir({unsafeCleanup: true});
	t.teardown(cleanup);
	const proxy = engineProxy(join(path, 'engine.sock'), (await engine()).endpoint.replace('unix://', ''));
	await proxy.open();
	t.teardown(proxy.cut);
	const folder = join(path, 'run');
	const run = startNetlock([...words, '--out', folder], {DOCKER_HOST: proxy.endpoint});
	await firstCellEnded(run, folder);
	proxy.cut();
	const {exit, stderr} = await run.ended;
	t.is(exit, 3, stderr);
	t.regex(stderr, /^netlock: the engine at unix:\S+ is gone: .*$/m);
	const cut = readResults(folder);
	const errors = cut.cells.filter(({outcome}) => outcome === 'error');
	t.true(errors.length > 0 && cut.cells.some(({outcome}) => outcome === 'pass'), stderr);
	t.deepEqual([...new Set(cut.causes?.map(({party}) => party))], ['machine']);

	await proxy.open();
	const rest = await startNetlock(['run', '--resume', folder], {DOCKER_HOST: proxy.endpoint}).ended;
	t.is(rest.exit, 0, rest.stderr);
	const whole = readResults(folder);
	t.deepEqual(
		whole.cells.map(({id}) => id),
		cut.cells.map(({id}) => id),
	);
	t.true(whole.cells.every(({unexpected, attempts}) => !unexpected && attempts <= 1));
	t.false(whole.run.interrupted);
	const again = await netlock('run', '--resume', folder);
	t.is(again.exit, 2);
	t.regex(again.stderr, /has a verdict on every cell/);
});

test.serial(
	'report makes results of a run whose netlock was killed, and --resume finds the same as an undisturbed run',
	async t => {
		t.timeout(600_000);
		const {path, cleanup} = await dir({unsafeCleanup: true});
		t.teardown(cleanup);
		const folder = join(path, 'run');
		const run = startNetlock([...words, '--out', folder]);
		await firstCellEnded(run, folder);
		const early = await netlock('report', folder);
		t.is(early.exit, 2, 'a run that goes on is left alone');
		t.regex(early.stderr, /has not ended: process \d+ of \S+ works on it/);
		process.kill(run.pid, 'SIGKILL');
		await run.ended;
		const {exit, stderr} = await netlock('report', folder);
		t.is(exit, 0, stderr);
		const cut = readResults(folder);
		t.true(cut.run.interrupted);
		t.true(cut.cells.some(({outcome}) => outcome === 'pass'));
		const rest = await netlock('run', '--resume', folder);
		t.is(rest.exit, 0, rest.stderr);
		const whole = readResults(folder);
		t.true(whole.cells.length > cut.cells.length);

		const undisturbed = join(path, 'undisturbed');
		t.is((await netlock(...words, '--out', undisturbed)).exit, 0);
		t.deepEqual(apartFromTimes(whole), apartFromTimes(readResults(undisturbed)));
	},
);
