// The verdict on a patch, from the outcomes of its cells.
import test from 'ava';
import type {CellChange, CellPair, CellRounds, PatchVerdict} from '../../harness/results/validation.ts';
import {changeOf, judgePatch} from '../../harness/validate/judge-patch.ts';
import {makeCell} from '../fixtures/results.ts';

const at = {image: 'debian-trixie', runtime: 'crun@before', lock: 'unset', scenario: 'one'} as const;
const rounds = (counts: CellRounds['counts']): CellRounds => ({counts, worst: makeCell(at, {})});
const pair = (
	before: CellRounds['counts'],
	after?: CellRounds['counts'],
	changes: Partial<CellPair> = {},
): CellPair => ({
	cell: 'debian-trixie/unset/one',
	before: rounds(before),
	...(after && {after: rounds(after)}),
	tied: false,
	explained: false,
	otherwise: false,
	...changes,
});

const passes = pair({pass: 1}, {pass: 1});
const fixed = pair({fail: 3}, {pass: 3});
const regressed = pair({pass: 3}, {fail: 3});
const stillFails = pair({fail: 3}, {fail: 3});
const explained = pair({fail: 1}, {fail: 1}, {explained: true});
const otherwise = pair({fail: 3}, {fail: 3}, {otherwise: true});
const past = pair({fail: 3}, {fail: 3}, {otherwise: true, explained: true, tied: true});
const flaky = pair({fail: 1, pass: 2}, {pass: 3});
const suspicious = pair({pass: 3}, {fail: 1, pass: 2});
const broken = pair({error: 1, pass: 2}, {pass: 3});

for (const [each, kind] of [
	[passes, 'passes'],
	[fixed, 'fixed'],
	[regressed, 'regressed'],
	[stillFails, 'still fails'],
	[otherwise, 'failed otherwise'],
	[flaky, 'flaky'],
	[suspicious, 'flaky'],
	[broken, 'trouble'],
	[pair({pass: 1}), 'untried'],
	[pair({skip: 1}, {skip: 1}), 'unrun'],
	[pair({miss: 1}, {miss: 1}), 'unrun'],
	[pair({pass: 1}, {skip: 1}), 'trouble'],
	[pair({fail: 2, error: 1}, {pass: 3}), 'trouble'],
] satisfies [CellPair, CellChange][]) {
	const describe = (side?: CellRounds): string => JSON.stringify(side?.counts ?? 'not run');
	test(`${describe(each.before)} before and ${describe(each.after)} after is: ${kind}`, t => {
		t.is(changeOf(each), kind);
	});
}

const says = test.macro({
	exec(t, verdict: PatchVerdict, because: RegExp, ...pairs: CellPair[]) {
		const judgement = judgePatch(pairs);
		t.is(judgement.verdict, verdict, judgement.because);
		t.regex(judgement.because, because);
	},
	title: (given, verdict) => `${given}: ${verdict}`,
});

test(
	'a bug that is gone',
	says,
	'validated',
	/^1 cell failed without the patch and passed with it.* at least 3 rounds/,
	passes,
	fixed,
);
test('known issues do not prevent the verdict', says, 'validated', /^1 cell/, fixed, explained);
test(
	'another failure that the patch does not name does not prevent it',
	says,
	'validated',
	/^1 cell/,
	fixed,
	stillFails,
);
test(
	'a cell that got past the failure that the patch names, to a known issue',
	says,
	'validated',
	/got past what the patch names/,
	past,
);
test('and others that are fixed', says, 'validated', /^1 cell failed without the patch and passed/, fixed, past);
test('past a failure that the patch does not name', says, 'validated', /./, fixed, {...past, tied: false});
test(
	'another failure than before, which matches no known issue',
	says,
	'inconclusive',
	/1 cell fail otherwise/,
	otherwise,
);
test(
	'the same beside a fix',
	says,
	'inconclusive',
	/^1 cell fixed, but 1 cell fail otherwise than without the patch, as no known issue says$/,
	fixed,
	otherwise,
);
test('a cell that the patch names still fails', says, 'not fixed', /1 cell that the patch names still fail/, fixed, {
	...stillFails,
	tied: true,
});
test('the bug is still there', says, 'not fixed', /fail with it/, passes, stillFails);
test('nothing ever failed', says, 'inconclusive', /the bug does not show without the patch: 1 cell passed/, passes);
test('only known issues fail', says, 'inconclusive', /does not show/, passes, explained);
test('one bug is gone and another came', says, 'regresses', /^1 cell passed without the patch/, fixed, regressed);
test('a regression counts, whatever is flaky', says, 'regresses', /./, regressed, suspicious, flaky);
test(
	'an occasional failure, only with the patch, is no fix',
	says,
	'inconclusive',
	/failed in some rounds with it/,
	fixed,
	suspicious,
);
test('a flaky cell without the patch does not spoil a fix', says, 'validated', /./, fixed, flaky);
test('only flaky cells', says, 'inconclusive', /only flaky cells/, passes, flaky);
test('netlock itself in trouble', says, 'inconclusive', /the rounds of 1 cell do not decide/, passes, broken);
test('no cell at all', says, 'inconclusive', /no cell could be run/);
test('no cell that applies', says, 'inconclusive', /no cell could be run/, pair({skip: 1}, {skip: 1}));

test('the weakest proof is the one that is stated', t => {
	t.regex(judgePatch([fixed, pair({fail: 2}, {pass: 5})]).because, /at least 2 rounds without it and 3 with it/);
});
