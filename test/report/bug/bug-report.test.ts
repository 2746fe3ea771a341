// A bug report to paste: it has what the maintainers need, and no text from a container has an effect.
import test from 'ava';
import {micromark} from 'micromark';
import {gfm, gfmHtml} from 'micromark-extension-gfm';
import {renderBugReport} from '../../../harness/report/bug/bug-report.ts';
import {cellFormats} from '../../../harness/report/cell-formats.ts';
import {withCauses} from '../../../harness/results/causes/causes.ts';
import {hostileResults, sampleResults} from '../../fixtures/results.ts';

const results = withCauses(sampleResults());
const cell = results.cells.find(({id}) => id === 'stream10/crun/unset/unset-leaves-choice')!;
const report = renderBugReport(cell, results);

test('the title is that of the cause, and the verdict follows', t => {
	t.regex(report, /^# crun sends \\`iptables\\` where nothing is asked\n\nrequest: nothing was asked of checkpoint/);
	t.true(report.includes('To blame: crun; 1 cell'));
});

test('versions come with digests', t => {
	t.regex(report, /\| crun \| crun version 1\.19\.1 \| `[0-9a-f]{64}` \|\n\| CRIU \| 3\.19 \| `[0-9a-f]{64}` \|/);
	t.regex(report, /\| kernel \| 6\.18\.0 \|/);
	t.regex(report, /\| image \| CentOS Stream 10, bootstrapped from packages \| `sha256:[0-9a-f]{64}` \|/);
});

test('the report has the commands, the expected beside the seen values, and how to run it again', t => {
	t.regex(report, /```sh\ncrun .*checkpoint .* {4}# exit 0\n/);
	t.true(report.includes('| request ❌ | checkpoint | field 64: absent | field 64: iptables |'), report);
	t.true(report.includes(`\`bin/netlock rerun --run ${results.run.id} stream10/crun/unset/unset-leaves-choice\``));
});

test('if an operation failed, the report has the relevant lines of its log', t => {
	const failed = results.cells.find(({id}) => id === 'forky-bare/crun/unset/leave-running')!;
	t.regex(renderBugReport(failed, results), /## Log\n\n```\nCRIU, checkpoint: Error \(criu\/util\.c:642\)/);
});

test('a cell that does not fail has no report', t => {
	const fine = results.cells.find(({outcome}) => outcome === 'pass')!;
	t.deepEqual(cellFormats.bug(fine, results), {why: 'the cell does not fail: it is pass'});
	t.true('why' in cellFormats.script(fine, results));
});

test('hostile text calls nobody, links to nothing, and leaves no block', t => {
	const hostile = hostileResults();
	for (const each of hostile.cells.filter(({unexpected}) => unexpected)) {
		const page = micromark(renderBugReport(each, hostile), {
			extensions: [gfm()],
			htmlExtensions: [gfmHtml()],
			allowDangerousHtml: true,
		});
		t.notRegex(page.replaceAll(/<(code|pre)\b.*?<\/\1>/gs, ''), /@\w|<img|<a /);
	}
});
