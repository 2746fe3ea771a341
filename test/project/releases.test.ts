// The matrix of releases: which tags it takes, and the page of its runs.
import test from 'ava';
import type {BuildResult} from '../../harness/model/build-result.ts';
import {pageOf} from '../../releases/page.ts';
import {refsAmong} from '../../releases/refs.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

test('of the usual releases it takes the existing ones, and every later one, in the order of versions', t => {
	const tags = ['1.27', '1.29.1', '1.28', '1.3', '1.19', '1.19.1', '1.28-rc1', 'nightly', '1.30.0.dev'];
	t.deepEqual(refsAmong(tags, ['1.19', '1.19.1', '1.20', '1.27']), ['1.19', '1.19.1', '1.27', '1.28', '1.29.1']);
	t.deepEqual(refsAmong(['v4.10', 'v4.3', 'v4.2.1'], ['v4.0', 'v4.2.1']), ['v4.2.1', 'v4.3', 'v4.10']);
});

const commit = {source: 'commit', versions: {}, commit: 'a'.repeat(40)} as const;

const run = (part: 'criu' | 'libcriu', reason: string) => {
	const crun: BuildResult = {...commit, id: 'crun@1.21', runtime: 'crun', path: '/home/me/src/crun'};
	const other = {...commit, path: '/home/me/src_2/criu'};
	const second: BuildResult = {
		...crun,
		id: `crun@1.21+${part}@v4.2`,
		...(part === 'criu' ? {criu: {...other, facts: {}}} : {libcriu: other}),
	};
	const cell = {...makeCell({image: 'forky', runtime: second.id, lock: 'unset', scenario: 'a'}), reason};
	return makeResults({images: [], builds: [crun, second], cells: [{...cell, outcome: 'miss'}]});
};

test('the page has a part for each run below one legend, and no path of the machine', t => {
	const reason = 'v4.2 cannot be taken out of /home/me/src_2/criu: it has no such commit';
	const page = pageOf([run('libcriu', reason), run('criu', reason)]);
	t.deepEqual(
		page.split('\n').filter(line => line.startsWith('#')),
		[
			'# Releases against releases',
			...['## With the image’s CRIU and each library', '### forky', '### Why not'],
			...['## With each CRIU and its library', '### forky', '### Why not'],
		],
	);
	t.is(page.split('- ✅').length, 2);
	t.true(page.includes('1. v4.2 cannot be taken out of criu: it has no such commit\n'), page);
	t.false(page.includes('/home'), page);
});
