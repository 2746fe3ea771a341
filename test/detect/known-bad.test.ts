// Real builds with one defect each: its cell catches every one, on its layer, and the same sources without a patch pass
// those cells. Builds that NETLOCK_HOME/builds lacks are compiled.
import test from 'ava';
import {dir} from 'tmp-promise';
import {environment} from '../../harness/ava/environment.ts';
import {defaultJobs} from '../../harness/cli/options.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results} from '../../harness/model/results.ts';
import {control} from '../known-bad/builds.ts';
import {defects} from '../known-bad/defects.ts';
import {causesToldOf, cellOf, distance, isCellOf, missed, runDefects} from '../known-bad/detector.ts';

const untouched = control('crun');
let results: Results;
let cells: CellResult[];

test.before('make all builds and run their cells', async t => {
	t.timeout(1_800_000);
	const {path: out} = await dir({unsafeCleanup: true, prefix: 'netlock-known-bad-'});
	const isOfControl = (cell: Parameters<typeof isCellOf>[1] & {runtime: string}): boolean =>
		cell.runtime === untouched.id && defects.some(defect => isCellOf(defect, cell));
	({results} = await runDefects(defects, [untouched], isOfControl, {
		scenarios: [...new Set(defects.map(({scenario}) => scenario))],
		engine: environment().engine,
		jobs: defaultJobs(),
		out,
		command: 'npm test',
		isLatest: false,
		signal: new AbortController().signal,
	}));
	({cells} = results);
});

for (const defect of defects) {
	const {id, scenario, lock, layer} = defect;
	test(`${id} is caught by ${scenario} with ${lock}, on the ${layer} layer`, t => {
		t.is(missed(defect, cellOf(defect, cells)), undefined);
	});
	test(`${id} is told as one cause, with the right party`, t => {
		const causes = causesToldOf(defect, results);
		t.deepEqual(
			causes.map(({title}) => title),
			causes.slice(0, 1).map(({title}) => title),
		);
		t.is(distance(defect, causes), 0, causes[0]?.title);
	});
}

test('the same sources without a defect pass every one of these cells', t => {
	const ran = cells.filter(({runtime}) => runtime === untouched.id);
	const alarms = ran.filter(({outcome}) => outcome !== 'pass').map(({id, reason}) => `${id}: ${reason}`);
	t.deepEqual(alarms, []);
	t.true(defects.every(defect => ran.some(cell => isCellOf(defect, cell))));
});
