// AVA's lines, counted: each test once, crashes as failures, and skipped tests by their titles.
import test from 'ava';
import {addCounts, countTests, countWhole} from './counts.ts';

const printed = `
  - [skip] completion › fish is not installed
  ✔ support › size › 0 are 0 bytes (123ms)
  ✔ a title with 7 tests failed in it
  ✘ [fail]: bad
  ✘ test/support/size.test.ts exited due to SIGSEGV
  ─

  bad

  Difference (- actual, + expected):

  - 1
  + 2

  ─

  1 test failed
  2 uncaught exceptions
  1 test skipped
`;

test('passed and failed tests are counted, crashes with them, and skipped ones are named', t => {
	t.deepEqual(countTests(printed, 1), {passed: 2, failed: 3, skipped: ['completion › fish is not installed']});
});

test('AVA without an error status has no failure, and AVA without a count has one', t => {
	t.is(countTests('  ✔ one\n  ✔ two\n\n  2 tests passed\n', 0).failed, 0);
	t.like(countTests('  ✔ one\n', 1), {passed: 1, failed: 1});
	t.like(countTests('', 1), {passed: 0, failed: 1});
	t.is(countTests('\n  1 test failed\n  1 unhandled rejection\n', 1).failed, 2);
});

test('any other step passes or fails as a whole', t => {
	t.deepEqual(
		[countWhole(0), countWhole(2)].map(({passed, failed}) => [passed, failed]),
		[
			[1, 0],
			[0, 1],
		],
	);
});

test('counts of all steps are added', t => {
	t.deepEqual(addCounts([countTests(printed, 1), countWhole(0), countWhole(1)]), {
		passed: 3,
		failed: 4,
		skipped: ['completion › fish is not installed'],
	});
	t.deepEqual(addCounts([]), {passed: 0, failed: 0, skipped: []});
});
