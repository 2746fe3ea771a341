// The end of `netlock run`: a compact matrix, what it adds up to, and what is unexpected.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {describeDrift, driftedImages} from '../results/drift.ts';
import {isFlaky} from '../results/rounds.ts';
import {counted} from '../support/counted.ts';
import {elapsed, formatDuration} from '../support/duration.ts';
import {groupsOf} from '../support/groups-of.ts';
import {printable} from '../support/printable.ts';
import {textWidth, usableWidth, wrapWords} from '../support/terminal-width.ts';
import {blamed, describeCause, unexpectedCauses} from './causes.ts';
import {headline} from './headline.ts';
import {type Matrix, toMatrix} from './matrix.ts';
import {describeRepeat, describeRounds} from './rounds.ts';
import {statuses} from './status.ts';
import {terminalMatrix, withHeadings} from './terminal-matrix.ts';
import {makeTheme, type Theme} from './terminal-theme.ts';
import {isBetter, runVerdict} from './verdict.ts';

export type SummaryOptions = {
	/** False: no ANSI sequences, and netlock's own marks in ASCII. */
	colour: boolean;
	/** Columns. */
	width: number;
};

/** How many causes, and cells of each, are spelled out; the page has them all. */
const causesListed = 15;
const cellsListed = 3;

export const renderSummary = (results: Results, {colour, width: columns}: SummaryOptions): string => {
	const width = usableWidth(columns);
	const theme = makeTheme(colour);
	const matrix = withHeadings(toMatrix(results), width);
	const blocks = [
		terminalMatrix(matrix, theme, width),
		legend(matrix, theme, width),
		causesList(results, theme, width),
		betterList(results, theme, width),
		flakyList(results, theme, width),
		driftList(results, theme, width),
		missingList(matrix, theme, width),
		conclusion(results, theme, width),
	];
	return `${blocks.filter(Boolean).join('\n\n')}\n`;
};

// Counts and legend are one thing: every mark that was drawn, what it means, how often.
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

const causesList = (results: Results, theme: Theme, width: number): string => {
	const causes = unexpectedCauses(results);
	if (causes.length === 0) return '';
	const lines = causes.slice(0, causesListed).flatMap(({cause, cells, status}) => {
		const [first = '', ...others] = wrapWords(printable(cause.title), width - 2);
		const ids = cells.slice(0, cellsListed).map(({id}) => printable(id));
		const rest = cells.length - ids.length;
		const account = `${blamed(cause)}: ${describeCause(cause)}`;
		return [
			`${theme.mark(status)} ${theme.bold(first)}`,
			...others.map(line => `  ${theme.bold(line)}`),
			...wrapWords(printable(account), width - 2).map(line => `  ${line}`),
			...ids.map(id => `    ${id}`),
			...(rest > 0 ? [theme.dim(`    and ${rest} more`)] : []),
		];
	});
	const rest = causes.length - causesListed;
	return [theme.bold('Causes'), ...lines, ...(rest > 0 ? [`  and ${rest} more causes`] : [])].join('\n');
};

/** Good news of a build under test. */
const betterList = ({cells}: Results, theme: Theme, width: number): string => {
	const of = ({runtime, knownIssue}: CellResult): string => `${runtime}: ${knownIssue?.id ?? 'a known issue'}`;
	const groups = groupsOf(cells.filter(isBetter), of);
	const items = groups.map(({first, all}) => `${of(first)} is not met in ${counted(all.length, 'cell')}`);
	return list('Better than known', items, theme, width);
};

const flakyList = ({cells}: Results, theme: Theme, width: number): string => {
	const flaky = cells.filter(isFlaky);
	const rest = flaky.length - causesListed;
	const items = flaky.slice(0, causesListed).map(cell => `${cell.id}: ${describeRounds(cell)}`);
	return list('Flaky', [...items, ...(rest > 0 ? [`and ${rest} more`] : [])], theme, width);
};

const driftList = (results: Results, theme: Theme, width: number): string => {
	const items = driftedImages(results).flatMap(({id, drift}) => drift.map(each => `${id}: ${describeDrift(each)}`));
	return list('Drift', items, theme, width);
};

const missingList = ({missing}: Matrix, theme: Theme, width: number): string => {
	const items = missing.map(({images, reason}) => `${images.map(({id}) => id).join(', ')}: ${reason}`);
	return list('Unavailable images', items, theme, width);
};

/** Nothing without items. */
const list = (title: string, items: string[], theme: Theme, width: number): string => {
	const lines = items.flatMap(item => {
		const [first = '', ...others] = wrapWords(printable(item), width - 4);
		return [`  ${first}`, ...others.map(line => `    ${line}`)];
	});
	return lines.length === 0 ? '' : [theme.bold(title), ...lines].join('\n');
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

/** Items beside each other, then below, all to the right of `label`. */
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
