// Which builds are bisected, and in which order.
import {chmod, mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {buildsIn, buildsNamed, type Candidate, digestOf} from '../../harness/bisect/builds.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';

const folderOf = async (t: ExecutionContext, programs: readonly string[], others: readonly string[] = []) => {
	const folder = await folderWith(t, Object.fromEntries([...programs, ...others].map(name => [name, name])));
	for (const name of programs) await chmod(join(folder, name), 0o755);
	return folder;
};

const names = (candidates: readonly Candidate[]): string[] => candidates.map(({name}) => name);

test('executables of a folder, by the numbers in their names; all other files are named', async t => {
	const folder = await folderOf(
		t,
		['crun-1.10', 'crun-1.9', 'crun-1.19.1', 'crun-1.19', 'crun-1.9.2', 'tools/configure'],
		['README', 'crun-1.11.asc'],
	);
	await mkdir(join(folder, 'crun-1.12'));
	await symlink('/nowhere', join(folder, 'crun-1.13'));
	const {candidates, leftOut} = await buildsIn('crun', folder);
	t.deepEqual(names(candidates), ['crun-1.9', 'crun-1.9.2', 'crun-1.10', 'crun-1.19', 'crun-1.19.1']);
	t.deepEqual(leftOut, ['crun-1.11.asc', 'crun-1.12', 'crun-1.13', 'README', 'tools']);
	t.like(await candidates[0]?.part(), {source: 'binary', path: join(folder, 'crun-1.9')});
});

test('a folder with a runtime is a build', async t => {
	const folder = await folderOf(t, ['1.10/crun', '1.9/crun', '1.11/runc'], ['1.8/crun']);
	const {candidates, leftOut} = await buildsIn('crun', folder);
	t.deepEqual(names(candidates), ['1.9', '1.10']);
	t.deepEqual(leftOut, ['1.8', '1.11']);
	t.like(await candidates[1]?.part(), {path: join(folder, '1.10/crun')});
});

test('CRIU comes with its library, and with another library it is another build', async t => {
	const folder = await folderOf(t, ['a/criu', 'b/criu', 'c'], ['a/libcriu.so.2']);
	const {candidates} = await buildsIn('criu', folder);
	t.deepEqual(names(candidates), ['a', 'b', 'c']);
	t.like(await candidates[0]?.part(), {path: join(folder, 'a/criu'), libcriu: join(folder, 'a/libcriu.so.2')});
	t.false('libcriu' in ((await candidates[1]?.part()) ?? {}));
	const criu = {source: 'binary', path: 'criu', digest: 'd'} as const;
	t.not(await digestOf({...criu, libcriu: join(folder, 'a/libcriu.so.2')}), await digestOf(criu));
});

test('builds are identified by their content, not by their names', async t => {
	const folder = await folderWith(t, {a: 'the same', b: 'the same', c: 'another', 'tree/file': 'a', 'moved/file': 'a'});
	const paths = ['a', 'b', 'c', 'tree', 'moved'].map(name => join(folder, name));
	const values = paths.map((path, index) => (index < 3 ? path : `src:${path}`));
	const [a, b, c, tree, moved] = await buildsNamed('crun', values);
	t.is(a?.digest, b?.digest);
	t.is(tree?.digest, moved?.digest);
	t.is(new Set([a, c, tree].map(each => each?.digest)).size, 3);
	const [runc] = await buildsNamed('runc', paths.slice(0, 3));
	t.not(runc?.digest, a?.digest, 'another project');
	const [nightly, later] = await buildsNamed('crun', ['copr:o/p', 'copr:o/p']);
	t.not(nightly?.digest, later?.digest, 'what COPR has changes');
});

test('builds by name keep their order, and are called by their labels', async t => {
	const folder = await folderWith(t, {crun: 'a', 'v@2': 'b'});
	const values = [`new@${join(folder, 'crun')}`, 'package', join(folder, 'v@2'), `1.9@src:${folder}`, 'src:package'];
	const candidates = await buildsNamed('crun', values);
	t.deepEqual(names(candidates), ['new', 'package', join(folder, 'v@2'), '1.9', 'src:package']);
	const sources = await Promise.all(candidates.map(async ({part}) => (await part()).source));
	t.deepEqual(sources, ['binary', 'package', 'binary', 'tree', 'source package']);
	for (const {label} of candidates) t.regex(label, /^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
});

test('a file that is no build is refused, with the option that named it', async t => {
	const folder = await folderWith(t, {crun: 'not executable'});
	const refused = async (work: Promise<unknown>, message: RegExp) =>
		t.regex((await t.throwsAsync(work, {instanceOf: UsageError})).message, message);
	await refused(buildsIn('crun', folder), /^--builds \S+: no build of crun there\n.*executable crun$/);
	await refused(buildsIn('crun', join(folder, 'nowhere')), /^--builds \S+: cannot read it: ENOENT$/);
	await refused(buildsNamed('crun', ['/no/such']), /^--build \/no\/such: cannot read \/no\/such: ENOENT$/);
	await refused(buildsNamed('runc', [`src:${folder}/no`]), /^--build src:\S+: cannot read \S+: ENOENT/);
});
