// cross-restore.md: source × destination × lock, in the rendered page.
import test from 'ava';
import type {Lock, Outcome} from '../../harness/model/axes.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results} from '../../harness/model/results.ts';
import {renderCrossRestore} from '../../harness/report/cross-restore.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const known = {id: 'an-issue', bug: 'https://example.org/1', reason: 'It is known.', expires: '2027-11-30'};

const cell = (image: string, destination: string, lock: Lock, outcome: Outcome): CellResult => ({
	...makeCell({image, runtime: 'crun', lock, scenario: `restore-in-${destination}`}),
	outcome,
	...(outcome === 'fail' && {knownIssue: known}),
});

const results = (): Results => ({
	...makeResults({
		images: [],
		cells: [
			cell('old', 'old', 'nftables', 'pass'),
			cell('old', 'new', 'nftables', 'fail'),
			cell('new', 'old', 'skip', 'skip'),
		],
	}),
	scenarios: ['old', 'new'].map(destination => ({
		id: `restore-in-${destination}`,
		title: destination,
		file: 'scenarios/restore-in.ts',
		reports: [],
		destination,
	})),
});

test('a row is a source and a lock, a column a destination; a failure links to its known issue', t => {
	const rows = (renderCrossRestore(results()) ?? '').split('\n').filter(line => line.startsWith('| '));
	t.deepEqual(rows, [
		'| dumped in | lock | old | new |',
		'| --- | --- | --- | --- |',
		'| old | `nftables` | ✅ | ❌ (1) |',
		'| new | `skip` | ➖ |  |',
	]);
	t.true(renderCrossRestore(results())?.includes('\n1. [an-issue](https://example.org/1): It is known.'));
});

test('a run without restores in another image has no page', t => {
	t.is(renderCrossRestore(sampleResults()), undefined);
});
