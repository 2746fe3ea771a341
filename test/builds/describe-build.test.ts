// A column in results and reports: the origin of its parts, their sources, and their versions in each image.
import test from 'ava';
import {describeBuild} from '../../harness/builds/describe-build.ts';
import {describePart} from '../../harness/builds/describe-part.ts';
import type {MeasuredBuild} from '../../harness/builds/measure-build.ts';
import {patchsetDigest} from '../../harness/builds/patches.ts';
import {patch} from '../fixtures/patch.ts';
import {facts} from '../fixtures/plan.ts';

const digest = '0123456789abcdef';
const measured = (version: string, made: object = {}): MeasuredBuild => ({
	underTest: {runtime: {name: 'crun', path: '/store/crun', digest: `crun ${version}`, ...made}},
	replaced: {},
	versions: {runtime: `crun version ${version}`},
});

test('a binary: path and digest, and its version in each image; no source', t => {
	const build = {
		id: 'crun@mine',
		runtime: 'crun',
		from: {source: 'binary', path: '/mine/crun', digest},
		criu: {source: 'package'},
	} as const;
	t.deepEqual(describeBuild(build, [['debian', measured('1.21')]]), {
		id: 'crun@mine',
		runtime: 'crun',
		source: 'binary',
		digest,
		path: '/mine/crun',
		versions: {debian: 'crun version 1.21'},
	});
});

test('a tree: its digest in each image, with its variables and patches', t => {
	const from = {source: 'tree', tree: '/src/crun', variables: ['V=1']} as const;
	const build = {id: 'crun@tree', runtime: 'crun', from, criu: {source: 'package'}} as const;
	const origin = {source: 'tree digest', patchset: 'patches'};
	const there: [string, MeasuredBuild][] = [
		['debian', measured('1.21', {origin})],
		['fedora', measured('1.22')],
	];
	t.like(describeBuild(build, there), {
		path: '/src/crun',
		variables: ['V=1'],
		made: {debian: {digest: 'crun 1.21', source: 'tree digest', patchset: 'patches'}},
		versions: {debian: 'crun version 1.21', fedora: 'crun version 1.22'},
	});
});

test('CRIU stands apart, with its facts in the images where it was measured', t => {
	const criu = {source: 'copr', project: 'a/b'} as const;
	const build = {id: 'crun+criu@copr', runtime: 'crun', from: {source: 'package'}, criu} as const;
	const there: [string, MeasuredBuild][] = [
		['debian', {underTest: {}, replaced: {criu: facts.criu}, versions: {criu: 'Version: 4.2'}}],
		['fedora', {underTest: {}, replaced: {}, versions: {}}],
	];
	t.deepEqual(describeBuild(build, there), {
		id: 'crun+criu@copr',
		runtime: 'crun',
		source: 'package',
		versions: {},
		criu: {source: 'copr', path: 'a/b', versions: {debian: 'Version: 4.2'}, facts: {debian: facts.criu}},
	});
});

const one = [patch('a.patch', 'x')];
const short = (patchsetDigest(one) ?? '').slice(0, 12);

for (const [part, words] of [
	[{source: 'package'}, "the image's package"],
	[{source: 'source package', patches: one}, `the image's source package with one patch (${short})`],
	[{source: 'tree', tree: '/src/crun'}, 'the tree crun'],
	[{source: 'binary', path: '/mine/crun', digest}, 'crun (sha256 0123456789ab)'],
	[{source: 'copr', project: 'a/b'}, 'copr:a/b'],
] as const) {
	test(`in words: ${words}`, t => t.is(describePart(part), words));
}

test('several patches are counted', t => {
	const part = {source: 'tree', tree: '/src/crun', patches: [...one, patch('b.patch', 'y')]} as const;
	t.regex(describePart(part), /^the tree crun with 2 patches \([0-9a-f]{12}\)$/);
});
