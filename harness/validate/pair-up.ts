// Puts the results of a cell in both builds side by side, with what ties the cell to the patch.
import type {CellResult} from '../model/cell-result.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {Results} from '../model/results.ts';
import type {CellPair, CellRounds} from '../results/validation.ts';
import {mergeRounds, tally} from '../run/rounds.ts';
import {failsAlike} from './fails-alike.ts';
import {reportsIn} from './patch-message.ts';
import type {Question} from './question.ts';

/** A cell's name, which is the same in both builds. */
export const nameOf = ({image, lock, scenario}: Pick<PlannedCell, 'image' | 'lock' | 'scenario'>): string =>
	`${image}/${lock}/${scenario}`;

type Patch = Pick<Question, 'reports' | 'project'>;

/** Whether the patch names a report that the scenario guards, or the bug of a known issue of the cell. */
export const isTied = ({reports, project}: Patch, guarded: readonly string[], bugs: readonly string[]): boolean =>
	[...guarded, ...bugs.flatMap(bug => [...reportsIn(bug, project)])].some(each => reports.has(each));

const bugOf = (rounds: CellRounds | undefined): string[] => {
	const bug = rounds?.worst.knownIssue?.bug;
	return bug === undefined ? [] : [bug];
};

const roundsOf = (results: readonly CellResult[]): CellRounds | undefined => {
	const worst = mergeRounds(results);
	return worst && {counts: tally([worst]), worst};
};

/** `after`: id of the build with the patch. */
export const pairUp = (runs: readonly Results[], after: string, patch: Patch): CellPair[] => {
	const guarded = new Map(runs.flatMap(({scenarios}) => scenarios.map(({id, reports}) => [id, reports] as const)));
	const explained = ({unexpected, knownIssue}: CellResult): boolean =>
		!unexpected && knownIssue !== undefined && !isTied(patch, [], [knownIssue.bug]);
	const cells = Map.groupBy(
		runs.flatMap(run => run.cells),
		nameOf,
	);
	return [...cells].map(([cell, results]) => {
		const [was, is] = [
			roundsOf(results.filter(({runtime}) => runtime !== after)),
			roundsOf(results.filter(({runtime}) => runtime === after)),
		];
		return {
			cell,
			...(was && {before: was}),
			...(is && {after: is}),
			// What the patch names is what is seen without it; with it the cell may meet what lay behind.
			tied: isTied(patch, guarded.get(results[0]?.scenario ?? '') ?? [], bugOf(was ?? is)),
			explained: is !== undefined && explained(is.worst),
			otherwise: was !== undefined && is !== undefined && !failsAlike(was.worst, is.worst),
		};
	});
};
