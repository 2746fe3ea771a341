// A build from sources, on a fake engine that ends it as the test says: its input, the stored files, and when it is
// compiled again.
import {writeFileSync} from 'node:fs';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {BuildFailed, EndedFromOutside} from '../../harness/builds/errors.ts';
import {makeBuild} from '../../harness/builds/make.ts';
import type {Sources} from '../../harness/builds/part.ts';
import {digestTree} from '../../harness/builds/source-tree.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Step} from '../../harness/model/step.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {type Course, compilingEngine} from '../fixtures/compiling-engine.ts';
import {folderWith} from '../fixtures/folder.ts';
import {patch} from '../fixtures/patch.ts';

const image = {id: 'debian-trixie', ref: 'netlock/debian-trixie:1', packageManager: 'apt-get'};
const crun: Course = {gives: {crun: 'a crun'}, log: 'CC crun.o\n'};

const making = async (t: ExecutionContext, ...courses: Course[]) => {
	const engine = await compilingEngine(t, courses);
	const store = await folderWith(t, {});
	const tree = await folderWith(t, {'src/crun.c': 'int main;', '.git/HEAD': 'ref: x'});
	const steps: Step[] = [];
	const options = {builders: project.builders, store, onStep: (step: Step) => void steps.push(step)};
	const make = (part: Sources, name: 'crun' | 'criu' = 'crun') => makeBuild(engine.docker, image, name, part, options);
	return {...engine, store, tree, steps, make, kinds: () => steps.map(({kind}) => kind)};
};

test('a tree goes in with its commit, patches and variables; the binary comes out, named by its content', async t => {
	const {make, tree, inputs} = await making(t, crun);
	const commit = {hash: 'abc', description: '1.21-3'};
	const patches = [patch('b.patch', 'first'), patch('a.patch', 'second')];
	const made = await make({source: 'tree', tree, commit, patches, variables: ['CFLAGS=-O0', 'V=1']});
	t.deepEqual(inputs, [
		{
			commit: 'abc',
			description: '1.21-3',
			variables: 'CFLAGS=-O0\nV=1\n',
			'patches/0000.patch': 'first\n',
			'patches/0001.patch': 'second\n',
			'tree/src/crun.c': 'int main;',
		},
	]);
	t.is(await readFile(made.path, 'utf8'), 'a crun');
	t.is(await readFile(join(dirname(made.path), 'log'), 'utf8'), 'CC crun.o\n');
	t.like(made, {digest: sha256('a crun'), reused: false, origin: {source: await digestTree(tree)}});
	t.regex(made.origin?.patchset ?? '', /^[0-9a-f]{64}$/);
});

test('a stored build is not compiled again; another variable gives another build', async t => {
	const {make, tree, inputs, kinds} = await making(t, crun, crun);
	const first = await make({source: 'tree', tree});
	t.deepEqual(await make({source: 'tree', tree}), {...first, reused: true});
	t.is(inputs.length, 1);
	t.not((await make({source: 'tree', tree, variables: ['V=1']})).path, first.path);
	t.deepEqual(kinds(), ['compile', 'output', 'compile', 'output']);
});

test('the builder names the version of the image’s own sources, not the build', async t => {
	const {make, calls} = await making(t, {gives: {crun: 'a crun', origin: 'lies'}});
	t.like(await make({source: 'source package'}), {origin: {source: 'a1b2c3'}});
	t.true(calls().includes('GET /containers/c1/archive'));
});

test('of a build only its known files are stored, and libraries that its image lacks', async t => {
	const gives = {
		crun: 'a crun',
		passwd: 'x',
		'libraries/libyajl.so.2': 'yajl',
		'libraries/a/b.so': 'x',
	};
	const {make} = await making(t, {gives});
	const {path, libraries} = await make({source: 'source package'});
	t.deepEqual(libraries, [join(dirname(path), 'libyajl.so.2')]);
	t.deepEqual((await readdir(dirname(path))).sort(), ['build.json', 'crun', 'libyajl.so.2', 'log']);
	t.is(await readFile(path, 'utf8'), 'a crun');
});

test('a name of a megabyte is no library, and is read at once', async t => {
	t.timeout(20_000);
	const {make} = await making(t, {gives: {crun: 'a crun', [`libraries/+${'.so.s'.repeat(200_000)}/`]: 'x'}});
	t.false('libraries' in (await make({source: 'source package'})));
});

test('CRIU’s own library is not listed again', async t => {
	const gives = {criu: 'a criu', 'libcriu.so.2': 'its own', 'libraries/libcriu.so.2': 'another'};
	const {make} = await making(t, {gives});
	const {libcriu = '', ...more} = await make({source: 'source package'}, 'criu');
	t.is(await readFile(libcriu, 'utf8'), 'its own');
	t.false('libraries' in more);
});

test('a build that succeeds without its files has failed, and the error names the file', async t => {
	const {make, store} = await making(t, {gives: {criu: 'a criu'}, log: 'make: nothing to be done\n'});
	await t.throwsAsync(make({source: 'source package'}, 'criu'), {
		instanceOf: BuildFailed,
		message: /^the build of criu in debian-trixie ended well, but made no libcriu\.so\.2\nmake: nothing to be done/,
	});
	t.deepEqual(await readdir(store), []);
});

test('a build that was ended from outside is compiled once more', async t => {
	const {make, kinds} = await making(t, {exit: 137}, crun);
	t.like(await make({source: 'source package'}), {digest: sha256('a crun')});
	t.deepEqual(kinds(), ['compile', 'compile again', 'output']);
});

test('a build that was ended from outside twice says nothing about the source', async t => {
	const {make, inputs} = await making(t, {exit: 137}, {exit: 137});
	await t.throwsAsync(make({source: 'source package'}), {instanceOf: EndedFromOutside});
	t.is(inputs.length, 2);
});

const leaves = (content: string, more: Course = {}): Course => ({
	gives: {crun: 'a crun', 'ccache/0/a': content, 'tree/src/crun.c': 'poison', 'ccache/../tree/src/crun.c': 'poison'},
	...more,
});

test('another build of the same tree gets the compiler cache, and never that of a patched build', async t => {
	const {make, tree, inputs} = await making(t, leaves('first'), leaves('of a patch'), leaves('last'));
	const part = {source: 'tree', tree} as const;
	await make(part);
	await make({...part, patches: [patch('a.patch', 'x')]});
	await make({...part, variables: ['V=1']});
	t.deepEqual(
		inputs.map(given => given['ccache/0/a']),
		[undefined, 'first', 'first'],
	);
	t.deepEqual(
		inputs.map(given => given['tree/src/crun.c']),
		['int main;', 'int main;', 'int main;'],
	);
});

test('no tree gets a cache of another tree at its path, of the image’s own sources or of a failed build', async t => {
	const failed = {exit: 2, log: 'a.c:1:1: error: no\n'};
	const {make, tree, inputs} = await making(t, leaves('hostile', failed), leaves('hostile'), leaves('x'), leaves('y'));
	const part = {source: 'tree', tree} as const;
	await t.throwsAsync(make(part), {instanceOf: BuildFailed, message: /a\.c:1:1: error: no/});
	await make(part);
	await writeFile(join(tree, 'src/crun.c'), 'int honest;');
	await make(part);
	await make({source: 'source package'});
	t.deepEqual(
		inputs.map(given => given['ccache/0/a']),
		[undefined, undefined, undefined, undefined],
	);
});

test('a build whose archive lacks its end has failed, and nothing of it is stored', async t => {
	const {make, tree, store} = await making(t, {...leaves('x'), cutShort: true});
	await t.throwsAsync(make({source: 'tree', tree}), {
		instanceOf: BuildFailed,
		message: /^the build of crun in debian-trixie ended well, but gave no whole archive: Unexpected end of data/,
	});
	t.deepEqual(await readdir(store), []);
});

test('a tree that somebody writes to while it is read is not stored', async t => {
	const {make, tree, store} = await making(t, crun);
	const commit = {
		get hash(): string {
			// Called when the digest of the tree is known, and before the tree is packed.
			writeFileSync(join(tree, 'src/crun.c'), 'int other;');
			return 'abc';
		},
	};
	await t.throwsAsync(make({source: 'tree', tree, commit}), {
		instanceOf: UsageError,
		message: `${tree} changed while it was read\nStart again once nothing writes there.`,
	});
	t.deepEqual(await readdir(store), []);
});
