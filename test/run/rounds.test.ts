// One result from several rounds of a cell.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {cellVerdict} from '../../harness/report/verdict.ts';
import {mergeRounds} from '../../harness/run/rounds.ts';
import {makeCell} from '../fixtures/results.ts';

const at = {image: 'debian-forky', runtime: 'crun', lock: 'unset', scenario: 'one'} as const;
const round = (changes: Partial<CellResult> = {}): CellResult => makeCell(at, changes);
const failing = round({outcome: 'fail', unexpected: true, layer: 'kernel', reason: 'a table is left'});

test('without rounds there is no result', t => {
	t.is(mergeRounds([]), undefined);
});

test('a single round is the result, unchanged', t => {
	t.is(mergeRounds([failing]), failing);
});

test('rounds with the same outcome are counted', t => {
	t.like(mergeRounds([round(), round(), round()]), {outcome: 'pass', attempts: 3, rounds: {pass: 3}});
});

test('a cell that fails in one round has failed, and shows that round', t => {
	const merged = mergeRounds([round(), failing, round()])!;
	t.like(merged, {outcome: 'fail', layer: 'kernel', unexpected: true, attempts: 3, rounds: {pass: 2, fail: 1}});
	t.is(cellVerdict(merged), 'kernel: a table is left (in 1 of 3 rounds)');
	t.is(cellVerdict(mergeRounds([failing, failing])!), 'kernel: a table is left');
});

test('an unexpected round counts for more than an expected one', t => {
	const known = round({outcome: 'fail', expected: 'fail', unexpected: false});
	const passes = round({outcome: 'pass', expected: 'fail', unexpected: true});
	t.like(mergeRounds([known, passes, known]), {outcome: 'pass', unexpected: true, rounds: {fail: 2, pass: 1}});
});

test('a result from several rounds counts as that many rounds', t => {
	const merged = mergeRounds([round(), mergeRounds([round(), failing])!])!;
	t.like(merged, {outcome: 'fail', attempts: 3, rounds: {pass: 2, fail: 1}});
	t.is(cellVerdict(merged), 'kernel: a table is left (in 1 of 3 rounds)');
});
