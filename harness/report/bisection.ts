// Renders the verdict of a bisection: as text for a terminal, and as Markdown for a pull request or an issue.
import {outcomes} from '../model/axes.ts';
import type {
	Bisection,
	BuildVerdict,
	CellInBuild,
	Counts,
	Found,
	NotFound,
	SkippedBuild,
} from '../results/bisection.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';
import {blamed} from './causes.ts';
import {failingCell} from './failing-cell.ts';
import {code, codeBlock, escapeMarkdown, table} from './markdown-text.ts';

/** `pass 3/3`, or `fail 2/6, pass 4/6` */
const countsText = (counts: Counts): string => {
	const total = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
	const parts = outcomes
		.filter(outcome => counts[outcome] > 0)
		.map(outcome => `${outcome} ${counts[outcome]}/${total}`);
	return parts.join(', ') || 'not run';
};

/** Cells with the same outcomes are grouped: `pass 3/3 in 2 cells; fail 3/3 in 1 cell`. */
const roundsOf = (step: BuildVerdict | SkippedBuild): string => {
	if (step.verdict === 'skipped') return step.why;
	const groups = Object.entries(Object.groupBy(step.cells, ({counts}) => countsText(counts)));
	const [only] = groups;
	if (only && step.cells.length === 1) return only[0];
	return groups.map(([text, cells]) => `${text} in ${counted(cells?.length ?? 0, 'cell')}`).join('; ');
};

/** The line for one build, printed when it is judged. */
export const buildLine = (step: BuildVerdict | SkippedBuild): string =>
	printable(`${step.build.name}: ${step.verdict}: ${roundsOf(step)}`);

const buildsInOrder = ({log, skipped}: Bisection): (BuildVerdict | SkippedBuild)[] =>
	[...log, ...skipped].sort((a, b) => a.build.index - b.build.index);

/** Rounded down, so that 99.999 % is never shown as certainty. */
const percent = (confidence: number): string => `${Math.floor(confidence * 10_000) / 100} %`;

/** The first build is bad and the last one good: most likely the builds were given newest first. */
const reversed = ({failing, log}: NotFound): boolean => {
	const atLast = new Map(log[1]?.cells.map(({cell, counts}) => [cell, counts]));
	return failing.every(({cell}) => atLast.get(cell)?.fail === 0 && (atLast.get(cell)?.pass ?? 0) > 0);
};

/** The verdict in one line. */
const bisectionVerdict = (bisection: Bisection): string => {
	const {log, flaky, untold} = bisection;
	if (bisection.found) {
		const {suspects, firstBad, lastGood} = bisection;
		const names = suspects.map(({name}) => name).join(', ');
		return `first bad: ${suspects.length > 1 ? `one of ${names}` : firstBad.name} (after ${lastGood.name})`;
	}
	const [first, last] = [log[0]?.build.name ?? '', log[1]?.build.name ?? ''];
	const count = (cells: readonly CellInBuild[]): string => counted(new Set(cells.map(({cell}) => cell)).size, 'cell');
	return `not found: ${
		{
			'first-bad': `the first build, ${first}, is bad already: ${count(bisection.failing)} failed in every round${reversed(bisection) ? ', and passed in the last build: are they oldest first?' : ''}`,
			'last-good': `the last build, ${last}, is good: no cell fails there`,
			flaky: `the cells that could tell good from bad are flaky: ${count(flaky)}`,
			trouble:
				untold.length === 0
					? 'no cell could be run'
					: `the rounds are not enough to decide: ${count(untold)} ended with error, or could not run`,
			unusable: 'fewer than two builds could be run',
		}[bisection.reason]
	}`;
};

const trust = (bisection: Found): string =>
	`confidence ${percent(bisection.confidence)}, assuming that a cell shows the wrong outcome in ${bisection.flakeRate * 100} % of its rounds at most, each on its own`;

/** The cause and the example cell, line by line. `shorten`: makes the path of its report readable. */
const failureLines = ({failure}: Bisection, shorten: (path: string) => string): string[] =>
	failure === undefined
		? []
		: [
				...(failure.cause ? [printable(`${blamed(failure.cause)}: ${failure.cause.title}`)] : []),
				...failingCell(failure.cell, `${shorten(failure.run)}/index.html`),
			];

/** Lists of cells below the builds: the title says what they share, then each cell with its outcomes. */
const lists = (bisection: Bisection): {title: string; cells: {cell: string; seen: string}[]}[] => {
	const where = (cells: readonly CellInBuild[]) =>
		cells.map(({cell, build, counts}) => ({cell, seen: `${build.name}: ${countsText(counts)}`}));
	return [
		...(bisection.found
			? [
					{
						title: 'fails from there on',
						cells: bisection.cells.map(({cell, builds}) => ({
							cell,
							seen: builds.map(({build, counts}) => `${build.name}: ${countsText(counts)}`).join('; '),
						})),
					},
					{
						title: 'fails only later, so of another defect',
						cells: bisection.later.map(cell => ({cell, seen: ''})),
					},
				]
			: [{title: 'fails from the first build on', cells: where(bisection.failing)}]),
		{title: 'flaky, left out', cells: where(bisection.flaky)},
		{title: 'could not be run, left out', cells: where(bisection.untold)},
	].filter(({cells}) => cells.length > 0);
};

/** How many cells of a list are shown without `--verbose`. */
const listed = 5;

type Shown = {shorten?: (path: string) => string; verbose?: boolean /** Where the Markdown is. */; report?: string};

/** The cause and the verdict come last. */
export const renderBisection = (
	bisection: Bisection,
	{shorten = path => path, verbose = false, report}: Shown = {},
): string => {
	const most = verbose ? Number.POSITIVE_INFINITY : listed;
	const failure = failureLines(bisection, shorten);
	const steps = buildsInOrder(bisection);
	const width = Math.max(0, ...steps.map(({build}) => printable(build.name).length));
	const blocks = [
		steps.map(
			step =>
				`  ${printable(step.build.name).padEnd(width)}  ${step.verdict.padEnd('skipped'.length)}  ${roundsOf(step)}`,
		),
		...lists(bisection).map(({title, cells}) => [
			`${title}:`,
			...cells.slice(0, most).flatMap(({cell, seen}) => [`  ${cell}`, ...(seen === '' ? [] : [`    ${seen}`])]),
			...(cells.length > most ? [`  and ${cells.length - most} more`] : []),
		]),
		failure.length === 0 ? [] : ['one of them, in the first bad build:', ...failure.map(line => `  ${line}`)],
		[
			...(report === undefined ? [] : [`Report: ${report}`]),
			...(bisection.found ? [trust(bisection)] : []),
			bisectionVerdict(bisection),
		],
	];
	return `${blocks
		.filter(lines => lines.length > 0)
		.map(lines => lines.map(printable).join('\n'))
		.join('\n\n')}\n`;
};

export const bisectionMarkdown = (bisection: Bisection, shorten = (path: string): string => path): string => {
	const failure = failureLines(bisection, shorten);
	const {projectFile} = bisection;
	const steps = buildsInOrder(bisection).map(step => [
		code(step.build.name),
		step.verdict,
		escapeMarkdown(roundsOf(step)),
	]);
	return [
		`**${escapeMarkdown(bisectionVerdict(bisection))}**`,
		...(bisection.found ? [escapeMarkdown(trust(bisection))] : []),
		...(steps.length === 0 ? [] : [table(['build', 'verdict', 'rounds'], steps)]),
		...lists(bisection).flatMap(({title, cells}) => [
			table(
				[title, 'seen'],
				cells.map(({cell, seen}) => [code(cell), escapeMarkdown(seen)]),
			),
		]),
		...(failure.length === 0 ? [] : [codeBlock(failure)]),
		...(projectFile ? [`from ${code(projectFile.file)}: ${code(projectFile.settings.join(' ') || 'nothing')}`] : []),
	]
		.join('\n\n')
		.concat('\n');
};
