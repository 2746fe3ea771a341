// For each build: the failures, and those that the first build does not have.
import test from 'ava';
import {summarizeBuilds} from '../../harness/report/build-summary.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

test('a failure counts as new if the first build passes, and in no other case', t => {
	const at = (runtime: string, scenario: string, outcome: 'pass' | 'fail') => ({
		...makeCell({image: 'forky', runtime, lock: 'unset', scenario}),
		outcome,
		unexpected: outcome === 'fail',
		reason: 'exit: refused',
	});
	const cells = [
		at('crun', 'a', 'pass'),
		at('crun', 'b', 'fail'),
		at('crun@new', 'a', 'fail'),
		at('crun@new', 'b', 'fail'),
	];
	const builds = ['crun', 'crun@new'].map(id => ({id, title: id}));
	t.deepEqual(
		summarizeBuilds(makeResults({cells}), builds).map(({id, unexpected, added, causes}) => [
			id,
			unexpected,
			added,
			causes,
		]),
		[
			['crun', 1, 0, 1],
			['crun@new', 2, 1, 1],
		],
	);
});

test('cells that did not run do not count as measured', t => {
	const builds = ['crun', 'runc'].map(id => ({id, title: id}));
	t.deepEqual(
		summarizeBuilds(sampleResults(), builds).map(({measured, unexpected, known}) => [measured, unexpected, known]),
		[
			[72, 8, 5],
			[72, 7, 4],
		],
	);
});
