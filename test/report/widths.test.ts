// Everything that draws for a terminal, at widths that real terminals report: 0 is a pseudo-terminal without a size.
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {Progress} from '../../harness/cli/progress.ts';
import {gap, note, ok} from '../../harness/doctor/check.ts';
import {renderDoctor} from '../../harness/doctor/render.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {printable} from '../../harness/support/printable.ts';
import {textWidth, usableWidth} from '../../harness/support/terminal-width.ts';
import {combinedResults, hostileResults, makeResults, sampleResults, uniformResults} from '../fixtures/results.ts';

const widths = [0, 1, 2, 5, 20, 40, 80, 200];

const groups = [
	{
		title: 'Kernel',
		checks: [
			ok('Node', '24.1.0'),
			note('a name that is long for its column', 'word '.repeat(40).trim()),
			gap('disk', `no room in /${'x'.repeat(300)}`, 'free some: `rm -r /var/tmp/whatever-is-there`'),
		],
	},
];

/** The screen during a run: the text between two returns of the cursor. */
const progressLines = (columns: number): string[] => {
	let written = '';
	const progress = new Progress({write: text => (written += text), columns}, true);
	progress.step('debian-forky', {kind: 'output', line: `Step 12/20 : RUN ${'apt-get install '.repeat(30)}`});
	progress.event({
		schema: 1,
		run: 'a-run',
		time: '',
		type: 'cell-started',
		cell: `debian-forky/crun/unset/${'long-'.repeat(50)}`,
	});
	return written.split('\r').filter(line => !line.includes('\n'));
};

const drawn: Record<string, (width: number, colour: boolean) => string[]> = {
	'a summary': (width, colour) => renderSummary(sampleResults(), {colour, width, verbose: true}).split('\n'),
	'a short summary': (width, colour) => renderSummary(sampleResults(), {colour, width}).split('\n'),
	'a short summary of hostile text': (width, colour) => renderSummary(hostileResults(), {colour, width}).split('\n'),
	'a summary of many images': (width, colour) =>
		renderSummary(uniformResults(15, 3), {colour, width, verbose: true}).split('\n'),
	'a summary of many builds': (width, colour) =>
		renderSummary(
			uniformResults(
				3,
				2,
				Array.from({length: 40}, (_, index) => `crun@v1.${index}-${'with-every-patch-'.repeat(9)}`),
			),
			{colour, width, verbose: true},
		).split('\n'),
	'a summary of combined builds': (width, colour) =>
		renderSummary(combinedResults(), {colour, width, verbose: true}).split('\n'),
	'a summary of hostile text': (width, colour) =>
		renderSummary(hostileResults(), {colour, width, verbose: true}).split('\n'),
	'a summary of nothing': (width, colour) => renderSummary(makeResults(), {colour, width, verbose: true}).split('\n'),
	'what doctor says': (width, colour) =>
		renderDoctor(groups, {canRun: false, summary: 'netlock cannot run here yet: disk; free some'}, {colour, width})
			.split('\n')
			// If there is no room beside the name of a check, the name stands alone.
			.filter(line => !line.trimEnd().endsWith('column') && !/^ {2}\S+ (ok|note|gap) {2}/.test(line)),
	progress: progressLines,
};

/** A cell's id is never broken, so that it can be copied. */
const ids = new Set(
	[sampleResults(), hostileResults()].flatMap(({cells}) => cells.map(({id}) => `    ${printable(id)}`)),
);

for (const [name, draw] of Object.entries(drawn)) {
	for (const width of widths) {
		test(`${name} can be drawn on ${width} columns`, t => {
			for (const colour of [true, false]) {
				const lines = draw(width, colour).map(stripVTControlCharacters);
				t.true(lines.join('').trim().length > 0);
				const long = lines.filter(line => textWidth(line) > usableWidth(width) && !ids.has(line));
				t.deepEqual(long, []);
			}
		});
	}
}
