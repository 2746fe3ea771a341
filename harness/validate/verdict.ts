// What running cells before and after a patch says of it. A patch is validated only if a bug was seen without it and is gone
// with it, as syzbot has it; where the base passes, nothing was shown.

import type {Judged, Judgement, Kind, Pair, Rounds, Verdict} from '../results/validation.ts';
import {counted} from '../support/counted.ts';

type Reading = 'pass' | 'fail' | 'flaky' | 'trouble' | 'unrun';

const readingOf = ({counts}: Rounds): Reading => {
	const {pass = 0, fail = 0, error = 0} = counts;
	if (pass > 0 && fail > 0) return 'flaky';
	// A round that broke says nothing, and leaves too few that say something.
	if (error > 0) return 'trouble';
	if (pass > 0) return 'pass';
	return fail > 0 ? 'fail' : 'unrun';
};

export const kindOf = ({before, after}: Pair): Kind => {
	if (before === undefined || after === undefined) return 'untried';
	const [was, is] = [readingOf(before), readingOf(after)];
	if (was === 'flaky' || is === 'flaky') return 'flaky';
	if (was === 'trouble' || is === 'trouble') return 'trouble';
	if (was === 'unrun' || is === 'unrun') return was === is ? 'unrun' : 'trouble';
	if (was === 'pass') return is === 'pass' ? 'passes' : 'regressed';
	return is === 'pass' ? 'fixed' : 'still fails';
};

const cellsOf = (cells: readonly unknown[]): string => counted(cells.length, 'cell');

/** Fewest first: the weakest proof is the one to state. */
const rounds = (cells: readonly Judged[]): string => {
	const count = (which: 'before' | 'after') =>
		Math.min(...cells.map(cell => Object.values(cell[which]?.counts ?? {}).reduce((sum, each) => sum + each, 0)));
	return `at least ${count('before')} rounds without it and ${count('after')} with it`;
};

export const judge = (pairs: readonly Pair[]): Judgement => {
	const cells = pairs.map(pair => ({...pair, kind: kindOf(pair)}));
	const of = (kind: Kind): Judged[] => cells.filter(each => each.kind === kind);
	const decide = (verdict: Verdict, because: string): Judgement => ({verdict, because, cells});
	const [regressed, fixed, failing, flaky, trouble] = [
		of('regressed'),
		of('fixed'),
		of('still fails'),
		of('flaky'),
		of('trouble'),
	];
	if (regressed.length > 0) {
		return decide(
			'regresses',
			`${cellsOf(regressed)} passed without the patch and failed with it, in every one of ${rounds(regressed)}`,
		);
	}
	// Fails in some rounds, and only with the patch: that is not what a fix looks like.
	const suspicious = flaky.filter(({before}) => before && readingOf(before) === 'pass');
	if (suspicious.length > 0) {
		return decide('inconclusive', `${cellsOf(suspicious)} passed without the patch, and failed in some rounds with it`);
	}
	// What a known issue explains is not the bug, unless the patch says so.
	const targets = failing.filter(({explained}) => !explained);
	const named = targets.filter(({tied}) => tied);
	if (fixed.length > 0) {
		if (named.length > 0) {
			return decide('not fixed', `${cellsOf(fixed)} fixed, but ${cellsOf(named)} that the patch names still fail`);
		}
		return decide(
			'validated',
			`${cellsOf(fixed)} failed without the patch and passed with it, in every one of ${rounds(fixed)}`,
		);
	}
	if (targets.length > 0) {
		return decide('not fixed', `${cellsOf(targets)} failed without the patch, and fail with it`);
	}
	if (flaky.length > 0) {
		return decide('inconclusive', `only flaky cells show a difference: ${cellsOf(flaky)}`);
	}
	if (trouble.length > 0) {
		return decide('inconclusive', `netlock could not tell of ${cellsOf(trouble)}, and nothing else was fixed`);
	}
	const passing = of('passes');
	return decide(
		'inconclusive',
		passing.length === 0
			? 'no cell could be run'
			: `the bug does not show without the patch: ${cellsOf(passing)} passed before, and after`,
	);
};
