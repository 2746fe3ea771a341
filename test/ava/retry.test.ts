// Retries: which cells run again, when retries end, and that an unexpected outcome stays unexpected.
import test from 'ava';
import {withRetries} from '../../harness/ava/retry.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {runVerdict} from '../../harness/report/verdict.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const of = (changes: Partial<CellResult> = {}): CellResult =>
	makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'failed-dump'}, changes);
const pass = of();
const fail = of({outcome: 'fail', unexpected: true, layer: 'kernel', reason: 'a rule is left'});
const error = of({outcome: 'error', unexpected: true, reason: 'the engine is gone'});
const known = of({outcome: 'fail', expected: 'fail', unexpected: false});
const unexpectedPass = of({outcome: 'pass', expected: 'fail', unexpected: true});

const play = async (retries: number, ...results: CellResult[]) => {
	const attempts: number[] = [];
	const result = await withRetries(async attempt => {
		attempts.push(attempt);
		return results[attempt - 1] ?? pass;
	}, retries);
	return {attempts, result};
};

test('an expected outcome is not retried, nor is a known failure', async t => {
	for (const result of [pass, known]) t.deepEqual((await play(3, result)).attempts, [1]);
});

test('without retries a cell runs once', async t => {
	t.deepEqual(await play(0, fail), {attempts: [1], result: fail});
});

test('a cell that then passes is flaky: it stays unexpected, and the run still fails', async t => {
	const {attempts, result} = await play(5, fail, fail, pass, fail);
	t.deepEqual(attempts, [1, 2, 3]);
	t.like(result, {outcome: 'fail', unexpected: true, attempts: 3, rounds: {fail: 2, pass: 1}, reason: fail.reason});
	const verdict = runVerdict(makeResults({cells: [result]}));
	t.false(verdict.ok);
	t.regex(verdict.text, /1 unexpected \(1 cause\), 1 of them flaky/);
});

test('a cell that fails each time has failed, however many retries there were', async t => {
	const {attempts, result} = await play(2, fail, error, fail);
	t.deepEqual(attempts, [1, 2, 3]);
	t.like(result, {outcome: 'fail', unexpected: true, rounds: {fail: 2, error: 1}});
	t.notRegex(runVerdict(makeResults({cells: [result]})).text, /flaky/);
});

test('an unexpected pass is retried as a failure is: a flaky cell goes both ways', async t => {
	const {attempts, result} = await play(2, unexpectedPass, known);
	t.deepEqual(attempts, [1, 2]);
	t.like(result, {outcome: 'pass', unexpected: true, rounds: {pass: 1, fail: 1}});
});
