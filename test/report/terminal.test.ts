// The output of `netlock run` at its end.
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {Progress} from '../../harness/cli/progress.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results} from '../../harness/model/results.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {hostileResults, makeCell, makeResults, sampleResults, uniformResults} from '../fixtures/results.ts';

/** A run with thousands of cells, each with a different failure. */
const brokenResults = (images: number, scenarioCount: number): Results => {
	const results = uniformResults(images, scenarioCount);
	const cells = results.cells.map((cell, index) => ({
		...cell,
		outcome: 'fail' as const,
		unexpected: true,
		layer: 'exit' as const,
		reason: `broke in way ${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10) % 10]}: ${'why '.repeat(400)}`,
	}));
	return {...results, cells};
};

const plain = renderSummary(sampleResults(), {colour: false, width: 100, verbose: true});

test('four images, two runtimes, four locks and six scenarios fit 100 columns in one block', t => {
	const text = renderSummary(uniformResults(4, 6), {colour: false, width: 100, verbose: true});
	t.is(text.split('\n').filter(line => /^ +crun runc/.test(line)).length, 1);
	t.is(text.match(/\.{4} \.{4}/g)?.length, 4 * 6);
});

const builds = ['crun', 'crun@src-of-trixie', 'crun+criu@source', 'crun@src-of-trixie+criu@source'];
const versions = Array.from({length: 40}, (_, index) => `crun@v1.${index}-${'with-every-patch-'.repeat(9)}`);

for (const width of [80, 100, 140]) {
	test(`no line is longer than ${width} columns, in colour or not, even with 15 images or 40 builds`, t => {
		for (const made of [
			sampleResults(),
			uniformResults(15, 30),
			uniformResults(4, 6, builds),
			uniformResults(3, 2, versions),
		]) {
			for (const colour of [true, false]) {
				const long = renderSummary(made, {colour, width, verbose: true})
					.split('\n')
					.filter(line => stripVTControlCharacters(line).length > width);
				t.deepEqual(long, []);
			}
		}
	});
}

test('builds with long names are numbers if images would not fit beside each other, with a legend', t => {
	const two = renderSummary(uniformResults(2, 6, builds), {colour: false, width: 100, verbose: true});
	t.regex(two, /^ +1 {4}2 {4}3 {4}4 {6}1 {4}2 {4}3 {4}4$/m);
	t.regex(two, /^builds 1 crun {3}2 crun@src-of-trixie {3}3 crun\+criu@source {3}4 crun@src-of-trixie\+criu@source$/m);
	const wide = renderSummary(uniformResults(2, 6, builds), {colour: false, width: 200, verbose: true});
	t.regex(wide, /crun crun@src-of-trixie crun\+criu@source crun@src-of-trixie\+criu@source$/m);
	t.notRegex(wide, /^builds/m);
});

test('no build is left out, also if they do not all fit beside each other', t => {
	const text = renderSummary(uniformResults(3, 2, versions), {colour: false, width: 100, verbose: true});
	t.is(text.match(/(?<!\S)\.{4}(?!\S)/g)?.length, 40 * 3 * 2);
});

test('without colour there is no ANSI sequence and nothing beyond ASCII', t => {
	t.notRegex(plain, /[^\n -~]/);
});

test('colour changes marks, not words', t => {
	const coloured = renderSummary(sampleResults(), {colour: true, width: 100, verbose: true});
	t.true(coloured.includes('\u001B[32m✓\u001B[39m'));
	t.is(stripVTControlCharacters(coloured).split('\n').length, plain.split('\n').length);
});

test('each mark drawn is explained with its count', t => {
	t.regex(plain, /^marks {2}\. 120 pass {3}- 16 skip {3}\? 40 miss {3}~ 9 known failure {3}! 1 error/m);
	t.regex(plain, /\+ 1 unexpected pass/);
	t.regex(plain, /X 13 fail/);
	t.regex(plain, /^locks {2}u unset {3}i iptables {3}n nftables {3}s skip$/m);
});

test('a row shows the locks of each runtime under its image', t => {
	const row = plain.split('\n').find(line => line.startsWith('established-tcp'));
	t.regex(row ?? '', /~{4} ~{3}\+ +\.\.\.- \.X\.- +X-\.- X-\.-/);
});

test('an unavailable image is a line with the reason, wrapped, and no column', t => {
	const narrow = renderSummary(sampleResults(), {colour: false, width: 60, verbose: true});
	t.regex(
		narrow,
		/\nUnavailable images\n {2}tumbleweed: no registry answers and it cannot be\n {4}bootstrapped from packages\n\n/,
	);
	t.is(plain.match(/tumbleweed/g)?.length, 1);
	t.regex(plain, /\? 40 miss/);
});

test('unexpected cells are listed under their cause, with the party to blame', t => {
	t.regex(
		plain,
		/X crun sends `iptables` where nothing is asked\n {2}crun: 1 cell, .*\n {4}stream10\/crun\/unset\/unset-leaves-choice\n/,
	);
	t.regex(plain, /X CRIU checkpoint fails in an .*\n {2}the image: 10 cells.*\n( {4}forky-bare\/.*\n){10}(?! {4})/);
	t.regex(
		renderSummary(sampleResults(), {colour: false, width: 100}),
		/X CRIU checkpoint fails in an .*\n {2}the image: 10 cells.*\n( {4}forky-bare\/.*\n){3} {4}and 7 more\n/,
	);
});

test('with --verbose no list is cut', t => {
	const text = renderSummary(brokenResults(2, 30), {colour: false, width: 100, verbose: true});
	t.notRegex(text, /\band \d+ more\b/);
});

test('in colour, but without Unicode, the marks are ASCII', t => {
	const text = renderSummary(sampleResults(), {colour: true, unicode: false, width: 100, verbose: true});
	t.notRegex(stripVTControlCharacters(text), /[^\n -~]/);
	t.true(text.includes('\u001B[32m.\u001B[39m'), 'a `+` is an unexpected pass');
});

test('the last line is the verdict', t => {
	t.is(
		plain.trimEnd().split('\n').at(-1),
		'FAILED  144 of 200 cells ran: 129 as expected, 15 unexpected (6 causes), in 1m 14s',
	);
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	t.regex(
		renderSummary(makeResults({cells: [cell]}), {colour: false, width: 100, verbose: true}),
		/\nOK {2}1 of 1 cell ran: all as expected.*\n$/,
	);
});

test('hostile text cannot control the terminal', t => {
	t.notRegex(renderSummary(hostileResults(), {colour: false, width: 100, verbose: true}), /(?!\n)\p{Cc}/u);
	const lines = renderSummary(hostileResults(), {colour: false, width: 140, verbose: true}).split('\n');
	t.is(lines.filter(line => line.startsWith('[go]')).length, 0);
});

test('a run without cells has a summary', t => {
	t.regex(
		renderSummary(makeResults(), {colour: false, width: 100, verbose: true}),
		/^NOTHING RAN {2}0 of 0 cells ran, in /m,
	);
});

test('two megabytes of escape sequences in a verdict are cut, on the live line too', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const reason = `\u202Eevil${'\u001B]'.repeat(1_000_000)}`;
	const result: CellResult = {...cell, outcome: 'fail', unexpected: true, layer: 'exit', reason};
	let live = '';
	const progress = new Progress({write: text => (live += text)}, false);
	progress.event({schema: 1, run: 'a-run', time: '', type: 'cell-finished', cell: cell.id, result});
	for (const text of [
		live,
		renderSummary(makeResults({cells: [result]}), {colour: false, width: 100, verbose: true}),
	]) {
		t.regex(text, /evil.*(?:\(cut:\s20000\d\d\scharacters\)|\.\.\.$)/ms);
		t.notRegex(text, /(?!\n)\p{Cc}|\u202E/u);
		t.true(text.length < 10_000, String(text.length));
	}
});

test('a run without problems has three lines, and its matrix only with --verbose', t => {
	const options = {colour: false, width: 100, report: 'reports/runs/x/index.html, matrix.md'};
	const results = uniformResults(28, 60);
	const lines = renderSummary(results, options).trimEnd().split('\n');
	t.is(lines.length, 3);
	t.is(lines[0], 'Report: reports/runs/x/index.html, matrix.md');
	t.regex(lines[1] ?? '', /^Works with no lock asked for\? 56 yes/);
	t.regex(lines[2] ?? '', /^OK {2}13440 of 13440 cells ran: all as expected, in /);
	t.regex(renderSummary(results, {...options, verbose: true}), /^marks {2}\. 13440 pass$/m);
});

for (const width of [20, 80, 100]) {
	test(`with any failure, the text on ${width} columns is two hundred lines at most, the verdict last`, t => {
		const text = renderSummary(brokenResults(28, 20), {colour: false, width, report: 'reports/runs/x/index.html'});
		const lines = text.trimEnd().split('\n');
		t.true(lines.length < 200, String(lines.length));
		const at = ['Causes', '  and 191 more causes', 'Report: reports/runs/x/index.html'].map(line =>
			lines.indexOf(line),
		);
		t.deepEqual(
			at,
			at.toSorted((a, b) => a - b),
		);
		t.true(at[0] !== -1 && lines.slice(-6).some(line => line.startsWith('FAILED  ')), text);
	});
}
