// What `netlock run` prints at its end.
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {Progress} from '../../harness/cli/progress.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {hostileResults, makeCell, makeResults, sampleResults, uniformResults} from '../fixtures/results.ts';

const plain = renderSummary(sampleResults(), {colour: false, width: 100});

test('four images, two runtimes, four locks and six scenarios fit 100 columns in one block', t => {
	const text = renderSummary(uniformResults(4, 6), {colour: false, width: 100});
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
				const long = renderSummary(made, {colour, width})
					.split('\n')
					.filter(line => stripVTControlCharacters(line).length > width);
				t.deepEqual(long, []);
			}
		}
	});
}

test('builds with long names are numbered where images would not fit beside each other, and told by number', t => {
	const two = renderSummary(uniformResults(2, 6, builds), {colour: false, width: 100});
	t.regex(two, /^ +1 {4}2 {4}3 {4}4 {6}1 {4}2 {4}3 {4}4$/m);
	t.regex(two, /^builds 1 crun {3}2 crun@src-of-trixie {3}3 crun\+criu@source {3}4 crun@src-of-trixie\+criu@source$/m);
	const wide = renderSummary(uniformResults(2, 6, builds), {colour: false, width: 200});
	t.regex(wide, /crun crun@src-of-trixie crun\+criu@source crun@src-of-trixie\+criu@source$/m);
	t.notRegex(wide, /^builds/m);
});

test('no build is left out where all of them do not fit beside each other', t => {
	const text = renderSummary(uniformResults(3, 2, versions), {colour: false, width: 100});
	t.is(text.match(/(?<!\S)\.{4}(?!\S)/g)?.length, 40 * 3 * 2);
});

test('without colour there is no ANSI sequence and nothing beyond ASCII', t => {
	t.notRegex(plain, /[^\n -~]/);
});

test('colour changes marks, not words', t => {
	const coloured = renderSummary(sampleResults(), {colour: true, width: 100});
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

test('an image that could not be had is a line with the reason, wrapped, and no column', t => {
	const narrow = renderSummary(sampleResults(), {colour: false, width: 60});
	t.regex(
		narrow,
		/\nUnavailable images\n {2}tumbleweed: no registry answers and it cannot be\n {4}bootstrapped from packages\n\n/,
	);
	t.is(plain.match(/tumbleweed/g)?.length, 1);
	t.regex(plain, /\? 40 miss/);
});

test('unexpected cells are named under their cause, with who is to blame', t => {
	t.regex(
		plain,
		/X crun sends `iptables` where nothing is asked\n {2}crun: 1 cell, .*\n {4}stream10\/crun\/unset\/unset-leaves-choice\n/,
	);
	t.regex(
		plain,
		/X CRIU checkpoint fails in an .*\n {2}the image: 10 cells.*\n( {4}forky-bare\/.*\n){3} {4}and 7 more\n/,
	);
});

test('the last line is the verdict', t => {
	t.is(
		plain.trimEnd().split('\n').at(-1),
		'FAILED  144 of 200 cells ran: 129 as expected, 15 unexpected (6 causes), in 1m 14s',
	);
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	t.regex(
		renderSummary(makeResults({cells: [cell]}), {colour: false, width: 100}),
		/\nOK {2}1 of 1 cell ran: all as expected.*\n$/,
	);
});

test('hostile text cannot steer the terminal', t => {
	t.notRegex(renderSummary(hostileResults(), {colour: false, width: 100}), /(?!\n)\p{Cc}/u);
	const lines = renderSummary(hostileResults(), {colour: false, width: 140}).split('\n');
	t.is(lines.filter(line => line.startsWith('[go]')).length, 0);
});

test('a run without cells can be summed up', t => {
	t.regex(renderSummary(makeResults(), {colour: false, width: 100}), /^NOTHING RAN {2}0 of 0 cells ran, in /m);
});

test('two megabytes of escape openings in a verdict are cut, on the live line too', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const reason = `\u202Eevil${'\u001B]'.repeat(1_000_000)}`;
	const result: CellResult = {...cell, outcome: 'fail', unexpected: true, layer: 'exit', reason};
	let live = '';
	const progress = new Progress({write: text => (live += text)}, false);
	progress.event({schema: 1, run: 'a-run', time: '', type: 'cell-finished', cell: cell.id, result});
	for (const text of [live, renderSummary(makeResults({cells: [result]}), {colour: false, width: 100})]) {
		t.regex(text, /evil.*(?:\(cut:\s20000\d\d\scharacters\)|\.\.\.$)/ms);
		t.notRegex(text, /(?!\n)\p{Cc}|\u202E/u);
		t.true(text.length < 10_000, String(text.length));
	}
});
