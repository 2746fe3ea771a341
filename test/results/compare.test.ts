// The changes between two runs, and when the build is to blame for them.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results} from '../../harness/model/results.ts';
import {comparisonMarkdown, renderComparison} from '../../harness/report/comparison.ts';
import {compare, comparedIn, type Kind} from '../../harness/results/compare.ts';
import {defectiveResults} from '../fixtures/defective-results.ts';
import {makeCell, sampleResults, uniformResults} from '../fixtures/results.ts';

const run = (): Results => structuredClone(uniformResults(1, 1));
const [pass] = run().cells;
if (!pass) throw new Error('no cell');
const failed = (cell: CellResult): CellResult => ({
	...cell,
	outcome: 'fail',
	layer: 'request',
	reason: 'field 64 is iptables',
	unexpected: true,
});

/** The first cell changed, and the other differences between the runs. */
const changed = (change: (results: Results) => void, cell = failed): Results => {
	const results = run();
	results.run.id = 'after';
	const [first, ...rest] = results.cells;
	if (first) results.cells = [cell(first), ...rest];
	change(results);
	return results;
};
const otherBuild = (results: Results): void => {
	const facts = results.images[0]?.facts;
	if (facts?.runtimes.crun) facts.runtimes.crun.digest = 'another';
	if (facts) facts.packages.crun = '1.99';
};
const kindsOf = (before: Results, after: Results): Kind[] =>
	compare(before, after)
		.changes.map(({kind}) => kind)
		.filter(kind => kind !== 'unchanged');

test('a run compared with itself has not changed', t => {
	t.deepEqual(kindsOf(sampleResults(), sampleResults()), []);
});

test('a cell regressed only if nothing but the build changed', t => {
	t.deepEqual(kindsOf(run(), changed(otherBuild)), ['regressed']);
});

for (const [what, change, besides] of [
	['nothing', () => {}, []],
	[
		'the kernel too',
		(results: Results) => {
			results.host.kernel = '7.0';
		},
		['kernel 6.18.0 → 7.0'],
	],
	[
		'a package too',
		(results: Results) => {
			if (results.images[0]?.facts) results.images[0].facts.packages.nftables = '2';
		},
		['nftables 1.1.5 → 2'],
	],
	[
		'CRIU too',
		(results: Results) => {
			if (results.images[0]?.facts) results.images[0].facts.criu.digest = 'x';
		},
		[/^CRIU .*, another build$/],
	],
	[
		'the scenario too',
		(results: Results) => {
			if (results.scenarios[0]) results.scenarios[0].digest = 'x';
		},
		[/^the scenario /],
	],
] as const) {
	test(`it is only worse if ${what} changed`, t => {
		const after = changed(results => {
			if (what !== 'nothing') otherBuild(results);
			change(results);
		});
		const [first] = compare(run(), after).changes;
		t.is(first?.kind, 'worse');
		t.is(first?.besides.length, besides.length);
		for (const [index, each] of besides.entries()) t.regex(first?.besides[index] ?? '', new RegExp(each));
		t.regex(renderComparison(compare(run(), after)), what === 'nothing' ? /flaky\?/ : /changed: the build, /);
	});
}

/** As if the run had replaced the image's own CRIU by one under test. */
const withCriu =
	(id: string, digest: string, defaultLock: 'iptables' | 'nftables' = 'iptables') =>
	(results: Results): void => {
		const facts = results.images[0]?.facts?.criu;
		if (!facts) throw new Error('no facts');
		results.builds = results.builds.map(build => ({
			...build,
			criu: {
				source: 'binary',
				digest,
				versions: {},
				facts: Object.fromEntries(
					results.images.map(image => [image.id, {...facts, version: id, digest, defaultLock}]),
				),
			},
		}));
	};
const before = (change: (results: Results) => void): Results => {
	const results = run();
	change(results);
	return results;
};

test('a CRIU under test is part of the build, and no other circumstance', t => {
	const old = before(withCriu('4.2', 'one'));
	t.deepEqual(kindsOf(old, changed(withCriu('4.3', 'two', 'nftables'))), ['regressed']);
	t.deepEqual(kindsOf(old, changed(withCriu('4.2', 'one'))), ['worse'], 'the same CRIU, the same runtime: flaky?');
});

test('a CRIU under test in place of the image’s own is another build, and another CRIU', t => {
	const [first] = compare(run(), changed(withCriu('4.3', 'two'))).changes;
	t.like(first, {kind: 'worse', buildChanged: true});
	t.regex(first?.besides.join() ?? '', /^CRIU .* → 4\.3$/);
});

test('the same source compiled in each image differs by the digest of each result', t => {
	const made =
		(digest: string) =>
		(results: Results): void => {
			const images = results.images.map(({id}) => [id, {digest, source: 'tree'}]);
			results.builds = results.builds.map(build => ({...build, source: 'tree', made: Object.fromEntries(images)}));
		};
	t.deepEqual(kindsOf(before(made('one')), changed(made('two'))), ['regressed']);
	t.deepEqual(kindsOf(before(made('one')), changed(made('one'))), ['worse']);
});

test('cells that passed again, new ones and missing ones are separate lists', t => {
	t.deepEqual(
		kindsOf(
			changed(() => {}),
			changed(otherBuild, cell => cell),
		),
		['fixed'],
	);
	const more = run();
	more.cells.push(makeCell({image: 'new', runtime: 'crun', lock: 'unset', scenario: 'x'}));
	t.deepEqual(kindsOf(run(), more), ['added']);
	t.deepEqual(kindsOf(more, run()), ['removed']);
});

test('two builds with other names are one column if they are mapped', t => {
	const rename = (results: Results, name: string): Results => ({
		...results,
		builds: [{id: name, runtime: 'crun', source: 'binary', digest: name, versions: {}}],
		cells: results.cells
			.filter(({runtime}) => runtime === 'crun')
			.map(cell => ({...cell, runtime: name, id: [cell.image, name, cell.lock, cell.scenario].join('/')})),
	});
	const [old, now] = [
		rename(run(), 'crun@old'),
		rename(
			changed(() => {}),
			'crun@new',
		),
	];
	t.true(compare(old, now).changes.every(({kind}) => kind === 'added' || kind === 'removed'));
	const mapped = compare(old, now, new Map([['crun@old', 'crun@new']]));
	t.deepEqual([...new Set(mapped.changes.map(({kind}) => kind))], ['regressed', 'unchanged']);
});

test('a column of a run is mapped onto another of the same run: only the pair and the other builds are compared', t => {
	const [cell] = run().cells;
	if (!cell) return t.fail('no cell');
	const named = (runtime: string, changes: Partial<typeof cell> = {}) => ({
		...cell,
		...changes,
		runtime,
		id: [cell.image, runtime, cell.lock, cell.scenario].join('/'),
	});
	const all = {...run(), cells: [named('crun'), named('crun@patched', {outcome: 'fail'}), named('runc')]};
	const {changes} = compare(all, all, new Map([['crun', 'crun@patched']]));
	t.deepEqual(
		changes.map(({after, kind}) => [after?.runtime, kind]),
		[
			['crun@patched', 'regressed'],
			['runc', 'unchanged'],
		],
	);
});

test('Markdown begins with the verdict, and names the cell', t => {
	const text = comparisonMarkdown(compare(run(), changed(otherBuild)));
	t.regex(text, /^\*\*❌ 1 cell regressed\*\*/);
	t.true(text.includes(pass.id));
	t.regex(comparisonMarkdown(compare(run(), run())), /^\*\*✅ no regression\*\*/);
});

test('the comparison of two runs in which nothing ran says so, without a check mark', t => {
	const nothing = run();
	nothing.cells = nothing.cells.map(cell => ({...cell, outcome: 'miss', expected: 'miss', unexpected: false}));
	const empty = compare(nothing, nothing);
	t.deepEqual(comparedIn(empty), []);
	t.regex(comparisonMarkdown(empty), /^\*\*❔ no cell has a result in both runs\*\*/);
	t.regex(renderComparison(empty), /: both runs have results of 0 of \d+ cells?: \d+ unchanged\n$/);
	t.is(comparedIn(compare(run(), run())).length, run().cells.length);
});

test('a comparison has the causes before its verdict, in Markdown first: new ones, gone ones, and those that stay', t => {
	const [skip, records] = (['nftables is sent as skip', 'CRIU records iptables'] as const).map(name =>
		defectiveResults(name),
	) as [Results, Results];
	const fine = {
		...skip,
		cells: skip.cells.map(({id, image, runtime, lock, scenario}) => ({
			...makeCell({image, runtime, lock, scenario}),
			id,
		})),
	};
	const count = (results: Results): number => results.cells.filter(({unexpected}) => unexpected).length;
	const counts = (before: Results, after: Results) =>
		compare(before, after).causes.map(each => [each.id, each.before, each.after]);
	t.deepEqual(counts(fine, skip), [['crun/request/another-lock', 0, count(skip)]]);
	t.deepEqual(counts(skip, skip), [['crun/request/another-lock', count(skip), count(skip)]]);
	t.deepEqual(counts(skip, records), [
		['criu/checkpoint/record/another-lock', 0, count(records)],
		['crun/request/another-lock', count(skip), 0],
	]);
	t.deepEqual(counts(fine, fine), []);
	const text = renderComparison(compare(fine, skip));
	t.regex(
		text,
		/\n\ncauses:\n {2}crun sends `skip` where `nftables` is asked\n {4}crun: new in the second run: \d+ cells\n\n.*: both runs have results of \d+ of \d+ cells: .*\n$/,
	);
	t.true(text.includes('\n  and 3 more\n'));
	t.false(renderComparison(compare(fine, skip), true).includes(' more\n'));
	t.regex(
		comparisonMarkdown(compare(skip, fine)),
		/\n- \*\*crun sends .* \(crun: gone in the second run: \d+ cells in/,
	);
});
