// `netlock report --cell`: one format, for a cell of the run.
import {join} from 'node:path';
import test from 'ava';
import {cellReport, nameReports} from '../../harness/cli/report.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {withCauses} from '../../harness/results/causes/causes.ts';
import {sampleResults} from '../fixtures/results.ts';
import {read} from './command-line.ts';

const results = withCauses(sampleResults());
const failed = 'stream10/crun/unset/unset-leaves-choice';

test('the reports of a run are named on one line, the first one by its path', t => {
	t.deepEqual(nameReports([join(process.cwd(), 'x/index.html'), join(process.cwd(), 'x/matrix.md')]), {
		report: 'x/index.html, matrix.md',
	});
	t.deepEqual(nameReports([]), {});
});

test('without a format, a bug report is printed', t => {
	t.regex(cellReport(results, failed, []), /^# crun sends /);
	t.is(cellReport(results, failed, ['bug']), cellReport(results, failed, []));
});

test('a format that cannot be printed is wrong usage, with the reason', t => {
	for (const [id, formats, message] of [
		['stream10/crun/unset/unset-leave-choice', [], /Did you mean stream10\/crun\/unset\/unset-leaves-choice/],
		[failed, ['bug', 'script'], /one format of bug, script/],
		[failed, ['bug', 'html'], /one format of bug, script/],
		[failed, ['script'], /there is none of this cell: .*netlock rerun/s],
		['forky/crun/unset/leave-running', ['bug'], /the cell does not fail: it is pass/],
	] as const) {
		t.throws(() => cellReport(results, id, [...formats]), {instanceOf: UsageError, message});
	}
});

test('report takes the formats of a cell, and those of a run', async t => {
	t.like((await read('report', '--cell', failed, '--format', 'script')).options, {cell: failed, format: ['script']});
	t.like((await read('report', '--format', 'junit,html')).options, {format: ['junit', 'html']});
});
