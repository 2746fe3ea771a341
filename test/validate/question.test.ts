// The question of a validation, from the command line: both sides, the parts that they share, and the cells that are
// left out.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dirSync} from 'tmp-promise';
import {describePart} from '../../harness/builds/describe-part.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {questionOf, type Request} from '../../harness/validate/question.ts';

const {name: folder} = dirSync({unsafeCleanup: true, prefix: 'netlock-question-'});
const file = (name: string, content: string): string => {
	writeFileSync(join(folder, name), content, {mode: 0o755});
	return join(folder, name);
};
const change = (path: string): string => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;
const ofCrun = file('crun.patch', `Ask only when told\n\nFixes: #1627\n\n${change('src/libcrun/criu.c')}`);
const ofCriu = file('criu.patch', `Lock once\n\nFixes: #2828\n\n${change('criu/net.c')}`);
const base = file('base.patch', change('src/crun.c'));
const binary = file('crun', '#!/bin/sh\n');
const tree = join(folder, 'tree');
mkdirSync(tree);
const request = (changes: Partial<Request>): Request => ({
	patches: [],
	source: 'package',
	basePatches: [],
	images: [],
	locks: ['unset'],
	scenarios: [],
	all: false,
	repeat: 3,
	...changes,
});

test('a patch is applied to the source package on one side, and base patches on both', t => {
	const {project, before, after, runtime, criu, reports} = questionOf(
		request({patches: [ofCrun], basePatches: [base]}),
	);
	t.is(project, 'crun');
	t.like(before, {source: 'source package', patches: [{name: 'base.patch'}]});
	t.like(after, {source: 'source package', patches: [{name: 'base.patch'}, {name: 'crun.patch'}]});
	t.is(runtime.id, 'crun');
	t.is(criu.source, 'package');
	t.deepEqual([...reports], ['containers/crun#1627']);
});

test('a patch may be applied to a tree', t => {
	const {before, after} = questionOf(request({patches: [ofCrun], source: `src:${tree}`}));
	t.like(before, {source: 'tree', tree, patches: []});
	t.like(after, {source: 'tree', tree, patches: [{name: 'crun.patch'}]});
});

test('a patch of runc is applied to runc, and runc runs', t => {
	const ofRunc = file('runc.patch', `Ask less\n\nFixes: #5\n\n${change('libcontainer/criu_linux.go')}`);
	const {project, before, runtime, reports} = questionOf(request({patches: [ofRunc], source: `src:${tree}`}));
	t.is(project, 'runc');
	t.like(before, {source: 'tree', runtime: 'runc'});
	t.is(runtime.id, 'runc');
	t.deepEqual([...reports], ['opencontainers/runc#5']);
});

test('for a patched CRIU, crun uses it, or the named runtime', t => {
	t.is(questionOf(request({patches: [ofCriu]})).runtime.id, 'crun');
	t.is(questionOf(request({patches: [ofCriu], runtime: 'runc'})).runtime.id, 'runc');
});

test('the output names cells that are left out by default', t => {
	t.deepEqual(questionOf(request({patches: [ofCriu]})).leftOut, [
		'images other than debian-forky; --image names more',
		'runc; --runtime runc runs it',
	]);
	t.deepEqual(questionOf(request({patches: [ofCriu], images: ['debian-*'], runtime: 'runc'})).leftOut, []);
});

test('two builds are compared, and neither is a patch', t => {
	const {project, before, after, patches, runtime} = questionOf(
		request({before: `runc=${binary}`, after: `runc=new@${binary}`}),
	);
	t.is(project, 'crun');
	t.is(runtime.id, 'runc');
	t.like([before, after], [{source: 'binary', path: binary}, {path: binary}]);
	t.deepEqual(patches, []);
});

const refuses = test.macro((t, changes: Partial<Request>, problem: RegExp, hint: RegExp = /./) => {
	const error = t.throws(() => questionOf(request(changes)), {instanceOf: UsageError});
	t.regex(error.shortMessage, problem);
	t.regex(error.message, hint);
});

test('nothing', refuses, {}, /^nothing to validate$/, /Give a patch: netlock validate PATCH…; or two builds/);
test('one build', refuses, {before: binary}, /^--before and --after go together$/);
test(
	'builds and a patch',
	refuses,
	{before: binary, after: binary, patches: [ofCrun]},
	/compare builds: leave the patches out/,
);
test('builds of two runtimes', refuses, {before: `runc=${binary}`, after: binary}, /runc and crun cannot be compared/);
test('a package as a build', refuses, {before: 'crun=package', after: binary}, /./);
test('a binary as a source', refuses, {patches: [ofCrun], source: binary}, /is no source/, /Valid: package, src:TREE/);
test(
	'a CRIU for patches of CRIU',
	refuses,
	{patches: [ofCriu], criu: binary},
	/the two builds of criu are what is compared/,
	/Leave --criu out/,
);
test(
	'a runtime for patches of crun',
	refuses,
	{patches: [ofCrun], runtime: 'crun'},
	/the two builds of crun are what is compared/,
);
test('a missing patch', refuses, {patches: ['/no/such.patch']}, /cannot be read: ENOENT/);

for (const [part, words] of [
	[{source: 'package'}, "the image's package"],
	[{source: 'source package'}, "the image's source package"],
	[{source: 'binary', path: '/x/crun', digest: 'a'.repeat(64)}, 'crun (sha256 aaaaaaaaaaaa)'],
	[{source: 'copr', project: 'me/mine'}, 'copr:me/mine'],
	[{source: 'tree', tree: '/x', patches: []}, 'the tree x'],
	[
		{source: 'tree', tree: '/x', patches: [{name: 'a', content: Buffer.from('a')}]},
		'the tree x with one patch (34252b6345db)',
	],
] satisfies [Parameters<typeof describePart>[0], string][]) {
	test(`a build is described as ${words}`, t => {
		t.is(describePart(part), words);
	});
}
