// Failures in the published compatibility data: one entry for each reason, with the range of its versions.
import test from 'ava';
import type {Row} from '../../harness/results/compatibility.ts';
import {publishedFailures} from '../../harness/results/compatibility-failures.ts';

const row = (changes: Partial<Row>, version = '1.9', criu = '4.1.1'): Row => ({
	...{image: 'forky', distro: 'Debian', runtime: 'crun', lock: 'unset', works: 'partly', passed: 1, of: 2},
	versions: {runtime: version, criu, defaultLock: 'iptables', kernel: '6.18'},
	why: [],
	run: 'r1',
	since: {run: 'r1', runtime: version, criu},
	...changes,
});
const old = {why: 'Too old.', issue: 'old', link: 'https://example.org/1'};

test('cells of one known issue are one entry, with versions in their order, locks, images and runs', t => {
	const rows = [
		row({why: [{...old, cells: 2}]}, '1.10'),
		row(
			{lock: 'skip', image: 'trixie', whole: {passed: 1, of: 9, run: 'r2', why: [{...old, cells: 3}]}},
			'1.9',
			'3.17',
		),
		row({runtime: 'runc', why: [{...old, cells: 1}]}, '1.1.15+ds1'),
	];
	t.deepEqual(publishedFailures(rows), [
		{
			why: 'Too old.',
			link: 'https://example.org/1',
			cells: 6,
			runtimes: [
				{name: 'crun', versions: {from: '1.9', to: '1.10'}},
				{name: 'runc', versions: {from: '1.1.15+ds1', to: '1.1.15+ds1'}},
			],
			criu: {from: '3.17', to: '4.1.1'},
			locks: ['unset', 'skip'],
			images: ['forky', 'trixie'],
			runs: ['r1', 'r2'],
		},
	]);
});

test('a lock without its tool is no failure of a cell; the most frequent failure is first', t => {
	const missing = {why: 'no tool', cells: 0};
	const rows = [row({why: [missing, {why: 'one', cells: 1}, {why: 'two', cells: 2}]})];
	t.deepEqual(
		publishedFailures(rows).map(({why}) => why),
		['two', 'one'],
	);
});
