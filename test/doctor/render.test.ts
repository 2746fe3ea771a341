// The report as text, and its last line.
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {type Group, gap, note, ok} from '../../harness/doctor/check.ts';
import {renderDoctor} from '../../harness/doctor/render.ts';
import {judge} from '../../harness/doctor/verdict.ts';

const fine: Group = {
	title: 'Machine',
	checks: [ok('Node', '24.1.0'), note('a longer name', 'word '.repeat(40).trim())],
};
const broken: Group = {
	title: 'Engine',
	checks: [gap('engine', 'none answers', '`netlock setup`'), gap('disk', 'full', 'free some')],
};

const render = (groups: Group[], colour = false) =>
	renderDoctor(groups, judge(groups, ['ready']), {colour, width: 100});

test('in colour, but without Unicode, the marks are ASCII', t => {
	const groups = [fine, broken];
	const text = renderDoctor(groups, judge(groups, ['ready']), {colour: true, unicode: false, width: 100});
	t.notRegex(stripVTControlCharacters(text), /[^\n -~]/);
	t.regex(stripVTControlCharacters(text), /^ {2}\+ ok .*\n {2}- note /m);
});

test('no gap: netlock can run, and the images are counted by the remaining work', t => {
	t.deepEqual(judge([fine], ['ready', 'ready', 'pending', 'missing']), {
		canRun: true,
		summary: 'netlock can run here: 2 images ready, 1 image to be built by the next run, 1 image unavailable',
	});
	t.is(judge([fine], ['ready', 'ready', 'ready', 'ready']).summary, 'netlock can run here: 4 images ready');
});

test('a gap: netlock cannot run, every gap is named, and the first one’s fix is the next step', t => {
	t.deepEqual(judge([fine, broken], ['ready']), {
		canRun: false,
		summary: 'netlock cannot run here yet: engine, disk; run: netlock setup',
	});
});

test('a fix that is no command is shown unchanged', t => {
	const group = {title: 'Machine', checks: [gap('disk', 'full', 'free some')]};
	t.is(judge([group], []).summary, 'netlock cannot run here yet: disk; free some');
});

test('details start in one column, and no line is longer than the terminal', t => {
	const lines = render([fine, broken]).split('\n');
	t.deepEqual(
		lines.filter(line => line.length > 100),
		[],
	);
	const starts = ['24.1.0', 'word', 'none answers', 'fix: `netlock setup`'].map(text =>
		lines.find(line => line.includes(text))?.indexOf(text),
	);
	t.is(new Set(starts).size, 1);
});

test('the verdict is the last line', t => {
	t.is(render([fine, broken]).split('\n').at(-1), 'netlock cannot run here yet: engine, disk; run: netlock setup');
});

test('states differ in a word, and without colour there is no ANSI sequence and no Unicode', t => {
	const plain = render([fine, broken]);
	t.notRegex(plain, /[^\n -~]/);
	for (const mark of ['+ ok', '- note', 'X gap']) t.true(plain.includes(mark), mark);
	const coloured = render([fine, broken], true);
	t.not(coloured, stripVTControlCharacters(coloured));
	for (const mark of ['✓ ok', '• note', '✗ gap']) t.true(stripVTControlCharacters(coloured).includes(mark), mark);
});
