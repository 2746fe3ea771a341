// The summary at the end of `netlock run`: the matrix if asked for, then the unexpected cells, and the verdict last.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {describeDrift, driftedImages} from '../results/drift.ts';
import {isFlaky} from '../results/rounds.ts';
import {counted} from '../support/counted.ts';
import {elapsed, formatDuration} from '../support/duration.ts';
import {groupsOf} from '../support/groups-of.ts';
import {printable} from '../support/printable.ts';
import {textWidth, usableWidth, wrapAtMost, wrapWords} from '../support/terminal-width.ts';
import {blamed, unexpectedCauses} from './causes.ts';
import {headline} from './headline.ts';
import {type Matrix, toMatrix} from './matrix.ts';
import {describeRepeat, describeRounds} from './rounds.ts';
import {statuses} from './status.ts';
import {terminalMatrix, withHeadings} from './terminal-matrix.ts';
import {makeTheme, type Theme} from './terminal-theme.ts';
import {isBetter, runVerdict} from './verdict.ts';

export type SummaryOptions = {
	/** False: no ANSI sequences, and marks in ASCII. */
	colour: boolean;
	/** False: marks in ASCII, even with colour. */
	unicode?: boolean;
	/** Width in columns. */
	width: number;
	/** Shows the matrix too, and every list in full. */
	verbose?: boolean;
	/** Path of the reports. */
	report?: string;
};

/** Limits of a list: items, lines of each item, and cells of a cause. */
type Room = {items: number; lines: number; cells: number};

const all = Number.POSITIVE_INFINITY;
const whole: Room = {items: all, lines: all, cells: all};
/** The page has the rest. Nobody reads a verdict below more than a screen or two. */
const compact: Room = {items: 10, lines: 3, cells: 3};

type Paper = {theme: Theme; width: number; room: Room};

/** A run without unexpected cells needs three lines. */
export const renderSummary = (results: Results, options: SummaryOptions): string => {
	const {colour, unicode = true, width: columns, verbose = false, report} = options;
	const width = usableWidth(columns);
	const theme = makeTheme(colour, unicode);
	const paper = {theme, width, room: verbose ? whole : compact};
	const matrix = withHeadings(toMatrix(results), width);
	const causes = causesList(results, paper);
	const where = report === undefined ? [] : [`Report: ${printable(report)}`];
	const blocks = [
		...(verbose ? [terminalMatrix(matrix, theme, width), legend(matrix, theme, width)] : []),
		betterList(results, paper),
		flakyList(results, paper),
		driftList(results, paper),
		missingList(matrix, paper),
		causes,
		[...where, conclusion(results, theme, width)].join('\n'),
	];
	return `${blocks.filter(Boolean).join('\n\n')}\n`;
};

// Counts and legend together: for every mark in the matrix its meaning and count.
const legend = ({counts, locks, runtimes}: Matrix, theme: Theme, width: number): string => {
	const marks = statuses
		.filter(status => counts[status] > 0)
		.toReversed()
		.map(status => `${theme.mark(status)} ${counts[status]} ${status}`);
	const letters = locks.map(lock => `${theme.bold(lock.slice(0, 1))} ${lock}`);
	const builds = runtimes
		.filter(({id, title}) => id !== title)
		.map(({id, title}) => `${theme.bold(title)} ${theme.cut(printable(id), width - 'builds 00 '.length)}`);
	return [...flow('marks  ', marks, width), ...flow('locks  ', letters, width), ...flow('builds ', builds, width)]
		.flatMap(line => wrapWords(line, width))
		.join('\n');
};

const causesList = (results: Results, {theme, width, room}: Paper): string => {
	const causes = unexpectedCauses(results);
	if (causes.length === 0) return '';
	const lines = causes.slice(0, room.items).flatMap(({cause, account, cells, status}) => {
		const [first = '', ...others] = wrapAtMost(printable(cause.title), width - 2, room.lines);
		const ids = cells.slice(0, room.cells).map(({id}) => printable(id));
		const rest = cells.length - ids.length;
		return [
			`${theme.mark(status)} ${theme.bold(first)}`,
			...others.map(line => `  ${theme.bold(line)}`),
			...wrapAtMost(printable(`${blamed(cause)}: ${account}`), width - 2, room.lines).map(line => `  ${line}`),
			...ids.map(id => `    ${id}`),
			...(rest > 0 ? [theme.dim(`    and ${rest} more`)] : []),
		];
	});
	const rest = causes.length - room.items;
	return [theme.bold('Causes'), ...lines, ...(rest > 0 ? [`  and ${counted(rest, 'more cause')}`] : [])].join('\n');
};

/** Passes despite known issues in a build under test. */
const betterList = ({cells}: Results, paper: Paper): string => {
	const of = ({runtime, knownIssue}: CellResult): string => `${runtime}: ${knownIssue?.id ?? 'a known issue'}`;
	const groups = groupsOf(cells.filter(isBetter), of);
	const items = groups.map(({first, all}) => `${of(first)} is not met in ${counted(all.length, 'cell')}`);
	return list('Better than known', items, paper);
};

const flakyList = ({cells}: Results, paper: Paper): string =>
	list(
		'Flaky',
		cells.filter(isFlaky).map(cell => `${cell.id}: ${describeRounds(cell)}`),
		paper,
	);

const driftList = (results: Results, paper: Paper): string => {
	const items = driftedImages(results).flatMap(({id, drift}) => drift.map(each => `${id}: ${describeDrift(each)}`));
	return list('Drift', items, paper);
};

const missingList = ({missing}: Matrix, paper: Paper): string => {
	const items = missing.map(({images, reason}) => `${images.map(({id}) => id).join(', ')}: ${reason}`);
	return list('Unavailable images', items, paper);
};

/** Empty when there are no items. */
const list = (title: string, items: string[], {theme, width, room}: Paper): string => {
	const lines = items.slice(0, room.items).flatMap(item => {
		const [first = '', ...others] = wrapAtMost(printable(item), width - 4, room.lines);
		return [`  ${first}`, ...others.map(line => `    ${line}`)];
	});
	const rest = items.length - room.items;
	return lines.length === 0
		? ''
		: [theme.bold(title), ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
};

const conclusion = (results: Results, theme: Theme, width: number): string => {
	const {ok, word: verdictWord, text} = runVerdict(results);
	const answers = headline(results).flatMap(({entries}) => entries.filter(({applicable}) => applicable > 0));
	const tally = (['yes', 'known failure', 'no', 'unknown'] as const)
		.map(answer => ({answer, count: answers.filter(entry => entry.answer === answer).length}))
		.filter(({count}) => count > 0)
		.map(({answer, count}) => `${count} ${answer}`);
	const unset = wrapWords(
		`Works with no lock asked for? ${tally.join(', ')} (of ${answers.length} image/runtime pairs)`,
		width,
	);
	const word = ok ? theme.good(verdictWord) : theme.bad(verdictWord);
	const took = formatDuration(elapsed(results.run));
	const verdict = `${word}  ${text}, in ${took}`;
	const repeat = describeRepeat(results);
	return [
		...(answers.length === 0 ? [] : unset),
		...(repeat === undefined ? [] : wrapWords(repeat, width)),
		...wrapWords(verdict, width),
	].join('\n');
};

/** Puts items side by side, then on more lines, all to the right of `label`. */
const flow = (label: string, items: string[], width: number): string[] => {
	const lines: string[] = [];
	for (const item of items) {
		const last = lines.at(-1);
		const joined = last === undefined ? label + item : `${last}   ${item}`;
		if (last !== undefined && textWidth(joined) > width) {
			lines.push(' '.repeat(label.length) + item);
		} else {
			lines.splice(-1, 1, joined);
		}
	}
	return lines;
};
