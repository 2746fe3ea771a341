// releases.md: a pair of builds is one cell of the table, and an unknown failure stands out.
import test from 'ava';
import type {Outcome} from '../../harness/model/axes.ts';
import type {BuildResult} from '../../harness/model/build-result.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {renderReleases} from '../../harness/report/releases.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const knownIssue = {id: 'an-issue', bug: 'https://example.org/1', reason: 'It is known.', expires: '2027-11-30'};
const commit = {source: 'commit', versions: {}, commit: 'a'.repeat(40), path: '/crun'} as const;

const build = (runtime: string, criu?: string): BuildResult => ({
	...commit,
	id: criu === undefined ? runtime : `${runtime}+${criu}`,
	runtime: 'crun',
	...(criu !== undefined && {criu: {...commit, facts: {}}}),
});

const cell = (runtime: string, scenario: string, outcome: Outcome, more: Partial<CellResult> = {}): CellResult => ({
	...makeCell({image: 'forky', runtime, lock: 'unset', scenario}),
	outcome,
	...more,
});

test('a row is a build of the runtime, a column one of CRIU; unknown failures come first', t => {
	const results = makeResults({
		images: [],
		builds: [build('crun@1.21'), build('crun@1.21', 'criu@v4.0'), build('crun@1.20', 'criu@v4.0'), build('crun@1.20')],
		cells: [
			cell('crun@1.20', 'a', 'pass'),
			cell('crun@1.20', 'b', 'pass'),
			cell('crun@1.20+criu@v4.0', 'a', 'fail', {knownIssue}),
			cell('crun@1.20+criu@v4.0', 'b', 'pass'),
			cell('crun@1.21', 'a', 'fail', {unexpected: true, reason: 'kernel: a | table'}),
			cell('crun@1.21', 'b', 'error', {unexpected: true, reason: 'the engine is gone'}),
			cell('crun@1.21', 'c', 'pass', {
				unexpected: true,
				knownIssue,
				reason: 'it passes, and an-issue says that it fails',
			}),
			cell('crun@1.21', 'd', 'skip', {reason: 'no such option'}),
			cell('crun@1.21+criu@v4.0', 'a', 'miss', {reason: 'it does not compile'}),
		],
	});
	const text = renderReleases({...results, causes: []}) ?? '';
	t.deepEqual(
		text.split('\n').filter(line => line.startsWith('| ')),
		[
			'|  | the image’s CRIU | criu@v4.0 |'.replace('criu@', 'criu@&#8203;'),
			'| --- | --- | --- |',
			'| crun@&#8203;1.20 | ✅ 2 | ✅ 1<br>🔸 1 (4) |',
			'| crun@&#8203;1.21 | ❌ 2 (1) (3)<br>❗ 1 (2)<br>➖ 1 (5) | ❔ 1 (6) |',
		],
	);
	t.deepEqual(
		text.split('\n').filter(line => /^\d/.test(line)),
		[
			String.raw`1. **not known:** kernel: a \| table`,
			'2. **not known:** the engine is gone',
			'3. **not known:** it passes, and an-issue says that it fails',
			'4. [an-issue](https://example.org/1): It is known.',
			'5. no such option',
			'6. it does not compile',
		],
	);
});

test('a library alone has its own column, and each column shows its own cells', t => {
	const libcriu = (version: string): BuildResult => ({
		...build('crun@1.19.1'),
		id: `crun@1.19.1+libcriu@${version}`,
		source: 'package',
		libcriu: {...commit},
	});
	const results = makeResults({
		images: [],
		builds: [libcriu('v4.1'), {...build('crun@1.19.1'), source: 'package'}, libcriu('v4.0')],
		cells: [
			cell('crun@1.19.1', 'a', 'pass'),
			cell('crun@1.19.1+libcriu@v4.0', 'a', 'fail', {knownIssue}),
			cell('crun@1.19.1+libcriu@v4.1', 'a', 'pass'),
			cell('crun@1.19.1+libcriu@v4.1', 'b', 'pass'),
		],
	});
	const text = (renderReleases({...results, causes: []}) ?? '').replaceAll('&#8203;', '');
	t.deepEqual(
		text.split('\n').filter(line => line.startsWith('| ')),
		[
			'|  | the image’s CRIU | libcriu@v4.0 | libcriu@v4.1 |',
			'| --- | --- | --- | --- |',
			'| crun@1.19.1 | ✅ 1 | 🔸 1 (1) | ✅ 2 |',
		],
	);
});

test('what is the image’s own has its version', t => {
	const [image] = sampleResults().images.filter(({facts}) => facts !== undefined);
	if (image?.facts === undefined) return t.fail('no image with facts');
	const own: BuildResult = {
		id: 'crun',
		runtime: 'crun',
		source: 'package',
		versions: {[image.id]: 'crun version 1.21'},
	};
	const results = makeResults({
		images: [image],
		builds: [own, build('crun', 'criu@v4.0')],
		cells: [{...cell('crun', 'a', 'pass'), image: image.id}],
	});
	const text = renderReleases(results) ?? '';
	t.true(text.includes(`|  | the image’s CRIU ${image.facts.criu.version} | `), text);
	t.true(text.includes('| crun 1.21 (the image’s) | ✅ 1 |'), text);
});

test('there is no page for a run without commits', t => {
	t.is(renderReleases(sampleResults()), undefined);
});
