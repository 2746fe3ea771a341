// Judges a patch by its cells. A patch is validated only if cells failed without it and pass with it, as syzbot
// requires. Cells that pass without the patch prove nothing.
import {
	type CellChange,
	type CellPair,
	type CellRounds,
	type ChangedCell,
	type PatchJudgement,
	type PatchVerdict,
	totalOf,
} from '../results/validation.ts';
import {counted} from '../support/counted.ts';

/** One cell in one build. `trouble`: a round ended with `error`. `unrun`: no round passed or failed. */
type SideVerdict = 'pass' | 'fail' | 'flaky' | 'trouble' | 'unrun';

const sideVerdict = ({counts}: CellRounds): SideVerdict => {
	const {pass = 0, fail = 0, error = 0} = counts;
	if (pass > 0 && fail > 0) return 'flaky';
	// A round with `error` proves nothing, and too few others may be left.
	if (error > 0) return 'trouble';
	if (pass > 0) return 'pass';
	return fail > 0 ? 'fail' : 'unrun';
};

export const changeOf = (pair: CellPair): CellChange => {
	const {before, after} = pair;
	if (before === undefined || after === undefined) return 'untried';
	const [was, is] = [sideVerdict(before), sideVerdict(after)];
	if (was === 'flaky' || is === 'flaky') return 'flaky';
	if (was === 'trouble' || is === 'trouble') return 'trouble';
	if (was === 'unrun' || is === 'unrun') return was === is ? 'unrun' : 'trouble';
	if (was === 'pass') return is === 'pass' ? 'passes' : 'regressed';
	if (is === 'pass') return 'fixed';
	return pair.otherwise ? 'failed otherwise' : 'still fails';
};

const cellsOf = (cells: readonly unknown[]): string => counted(cells.length, 'cell');

/** The fewest rounds of any cell. The report states this number, as the weakest proof. */
const leastRounds = (cells: readonly ChangedCell[]): string => {
	const least = (side: 'before' | 'after') => Math.min(...cells.map(cell => totalOf(cell[side]?.counts ?? {})));
	return `at least ${least('before')} rounds without it and ${least('after')} with it`;
};

const passedWithout = ({before}: ChangedCell): boolean => before !== undefined && sideVerdict(before) === 'pass';

/** The rules in order. The first that applies decides. */
const decide = (cells: readonly ChangedCell[]): [PatchVerdict, string] => {
	const of = (change: CellChange): ChangedCell[] => cells.filter(({kind}) => kind === change);
	const [regressed, fixed, flaky] = [of('regressed'), of('fixed'), of('flaky')];
	const [trouble, passing] = [of('trouble'), of('passes')];
	if (regressed.length > 0) {
		const least = leastRounds(regressed);
		return ['regresses', `${cellsOf(regressed)} passed without the patch and failed with it, in every one of ${least}`];
	}
	// A fix must not make a cell fail in some rounds if it never failed without the patch.
	const newlyFlaky = flaky.filter(passedWithout);
	if (newlyFlaky.length > 0) {
		return ['inconclusive', `${cellsOf(newlyFlaky)} passed without the patch, and failed in some rounds with it`];
	}
	// When the patch mends the first failure of a cell, the cell may meet a second one, which is known. Then the patch
	// worked.
	const otherwise = of('failed otherwise');
	const news = otherwise.filter(({explained}) => !explained);
	const past = otherwise.filter(({explained, tied}) => explained && tied);
	if (news.length > 0) {
		const count = fixed.length === 0 ? '' : `${cellsOf(fixed)} fixed, but `;
		return ['inconclusive', `${count}${cellsOf(news)} fail otherwise than without the patch, as no known issue says`];
	}
	// A failure that a known issue explains is not the bug, unless the patch names that bug.
	const failing = of('still fails').filter(({explained}) => !explained);
	const named = failing.filter(({tied}) => tied);
	if (fixed.length > 0 && named.length > 0) {
		return ['not fixed', `${cellsOf(fixed)} fixed, but ${cellsOf(named)} that the patch names still fail`];
	}
	if (fixed.length > 0) {
		const least = leastRounds(fixed);
		return ['validated', `${cellsOf(fixed)} failed without the patch and passed with it, in every one of ${least}`];
	}
	if (past.length > 0 && named.length === 0) {
		const least = leastRounds(past);
		return [
			'validated',
			`${cellsOf(past)} got past what the patch names, to another known issue, in every one of ${least}`,
		];
	}
	if (failing.length > 0) return ['not fixed', `${cellsOf(failing)} failed without the patch, and fail with it`];
	if (flaky.length > 0) return ['inconclusive', `only flaky cells show a difference: ${cellsOf(flaky)}`];
	if (trouble.length > 0) {
		return ['inconclusive', `the rounds of ${cellsOf(trouble)} do not decide, and nothing else was fixed`];
	}
	if (passing.length === 0) return ['inconclusive', 'no cell could be run'];
	return ['inconclusive', `the bug does not show without the patch: ${cellsOf(passing)} passed before, and after`];
};

export const judgePatch = (pairs: readonly CellPair[]): PatchJudgement => {
	const cells = pairs.map(pair => ({...pair, kind: changeOf(pair)}));
	const [verdict, because] = decide(cells);
	return {verdict, because, cells};
};
