// Pairs the results of a cell in both builds, and says whether the patch names a report that the cell guards.

import type {Coordinates} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import type {CellPair, CellRounds} from '../results/validation.ts';
import {mergeRounds, tally} from '../run/rounds.ts';
import {failsAlike} from './fails-alike.ts';
import {reportsIn} from './patch-message.ts';
import type {Question} from './question.ts';

/** A cell's name, the same in both builds. If the column has its own libcriu, the name includes it. */
export const nameOf = ({image, runtime, lock, scenario}: Coordinates): string =>
	`${image}${/\+libcriu@[^+]+/.exec(runtime)?.[0] ?? ''}/${lock}/${scenario}`;

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

/** `after`: ids of the builds with the patch. */
export const pairUp = (runs: readonly Results[], after: readonly string[], patch: Patch): CellPair[] => {
	const guarded = new Map(runs.flatMap(({scenarios}) => scenarios.map(({id, reports}) => [id, reports] as const)));
	const explained = ({unexpected, knownIssue}: CellResult): boolean =>
		!unexpected && knownIssue !== undefined && !isTied(patch, [], [knownIssue.bug]);
	const cells = Map.groupBy(
		runs.flatMap(run => run.cells),
		nameOf,
	);
	return [...cells].map(([cell, results]) => {
		const [was, is] = [
			roundsOf(results.filter(({runtime}) => !after.includes(runtime))),
			roundsOf(results.filter(({runtime}) => after.includes(runtime))),
		];
		return {
			cell,
			...(was && {before: was}),
			...(is && {after: is}),
			// The known issues of the build without the patch count. With it the cell may meet another failure.
			tied: isTied(patch, guarded.get(results[0]?.scenario ?? '') ?? [], bugOf(was ?? is)),
			explained: is !== undefined && explained(is.worst),
			otherwise: was !== undefined && is !== undefined && !failsAlike(was.worst, is.worst),
		};
	});
};
