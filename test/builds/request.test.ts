// The values of `--runtime` and `--criu`, and the columns that they give.

import {join, relative} from 'node:path';
import test from 'ava';
import {columns} from '../../harness/builds/columns.ts';
import {parseCriu, parseRuntime} from '../../harness/builds/request.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makePipe} from '../fixtures/pipe.ts';

const content = 'a binary of crun';
const digest = sha256(content);

for (const runtime of ['crun', 'runc'] as const) {
	test(`the bare name ${runtime} is the image's package`, t => {
		t.deepEqual(parseRuntime(runtime), {id: runtime, runtime, source: 'package'});
	});
}

test('a path is a binary, identified by its content', async t => {
	const path = join(await folderWith(t, {crun: content}), 'crun');
	t.deepEqual(parseRuntime(`crun=${path}`), {
		id: `crun@${digest.slice(0, 12)}`,
		runtime: 'crun',
		source: 'binary',
		path,
		digest,
	});
});

test('a label before the path names the binary', async t => {
	const path = join(await folderWith(t, {crun: content}), 'crun');
	t.like(parseRuntime(`runc=1.19.1_rc-2@${path}`), {id: 'runc@1.19.1_rc-2', runtime: 'runc', path, digest});
});

test('a path may contain @ and =', async t => {
	const folder = await folderWith(t, {'v=1/crun@main': content});
	const path = join(folder, 'v=1/crun@main');
	t.like(parseRuntime(`crun=${path}`), {id: `crun@${digest.slice(0, 12)}`, path});
	t.like(parseRuntime(`crun=label@${path}`), {id: 'crun@label', path});
});

test('a relative path becomes an absolute one', async t => {
	const path = join(await folderWith(t, {crun: content}), 'crun');
	t.like(parseRuntime(`crun=${relative(process.cwd(), path)}`), {path});
});

for (const name of ['crun', 'runc'] as const) {
	test(`a folder has ${name} and libraries that it needs`, async t => {
		const files = {[name]: content, 'libyajl.so.2': '', 'libzzz.so': '', 'README.md': '', 'libcriu.so.2': ''};
		const folder = await folderWith(t, files);
		const libraries = ['libcriu.so.2', 'libyajl.so.2', 'libzzz.so'].map(each => join(folder, each));
		t.like(parseRuntime(`${name}=${folder}`), {path: join(folder, name), digest, libraries});
	});
}

test('src: is a tree, named after its path; two of them differ', async t => {
	const [tree, other] = [await folderWith(t, {'configure.ac': ''}), await folderWith(t, {})];
	const part = parseRuntime(`crun=src:${tree}`);
	t.like(part, {runtime: 'crun', source: 'tree', tree});
	t.regex(part.id, /^crun@tree-[0-9a-f]{6}$/);
	t.not(parseRuntime(`crun=src:${other}`).id, part.id);
	t.is(parseRuntime(`crun=src:${relative(process.cwd(), tree)}`).id, part.id);
	t.like(parseRuntime(`crun=main@src:${tree}`), {id: 'crun@main', source: 'tree', tree});
	t.like(parseCriu(`src:${tree}`), {source: 'tree', tree});
});

test('src:package is the image’s source package', t => {
	t.deepEqual(parseRuntime('crun=src:package'), {id: 'crun@source', runtime: 'crun', source: 'source package'});
	t.like(parseRuntime('crun=own@src:package'), {id: 'crun@own', source: 'source package'});
	t.deepEqual(parseCriu('src:package'), {id: 'criu@source', source: 'source package'});
});

test('copr: is a project there, of a person or a group, and names the build', t => {
	t.deepEqual(parseRuntime('crun=copr:rhcontainerbot/podman-next'), {
		id: 'crun@rhcontainerbot-podman-next',
		runtime: 'crun',
		source: 'copr',
		project: 'rhcontainerbot/podman-next',
	});
	t.like(parseCriu('copr:@criu/criu'), {id: 'criu@criu-criu', source: 'copr', project: '@criu/criu'});
	t.like(parseRuntime('crun=pr@copr:packit/containers-crun-1627'), {
		id: 'crun@pr',
		project: 'packit/containers-crun-1627',
	});
});

test('--criu: the package, a binary, or a folder that may hold the library too', async t => {
	const folder = await folderWith(t, {criu: content, 'both/criu': content, 'both/libcriu.so.2': 'library'});
	const id = `criu@${digest.slice(0, 12)}`;
	t.deepEqual(parseCriu('package'), {id: 'criu', source: 'package'});
	const binary = {id, source: 'binary', path: join(folder, 'criu'), digest} as const;
	t.deepEqual(parseCriu(join(folder, 'criu')), binary);
	t.deepEqual(parseCriu(folder), binary);
	const path = join(folder, 'both/criu');
	t.deepEqual(parseCriu(join(folder, 'both')), {...binary, path, libcriu: join(folder, 'both/libcriu.so.2')});
	t.deepEqual(parseCriu(path), {...binary, path}, 'named by itself, a binary comes without the library beside it');
	t.like(parseCriu(`main@${folder}`), {id: 'criu@main'});
});

test('of libraries beside a binary only regular files count: a pipe would be waited for', async t => {
	const folder = await folderWith(t, {criu: content, 'libx.so.1': 'x'});
	makePipe(join(folder, 'liby.so.1'));
	t.like(parseCriu(folder), {libraries: [join(folder, 'libx.so.1')]});
});

test('every runtime with every CRIU is a column', t => {
	const builds = columns(
		[parseRuntime('crun'), parseRuntime('runc')],
		[parseCriu('package'), parseCriu('src:package'), parseCriu('next@copr:a/b')],
	);
	t.deepEqual(
		builds.map(({id, runtime, from, criu}) => [id, runtime, from.source, criu.source]),
		[
			['crun', 'crun', 'package', 'package'],
			['crun+criu@source', 'crun', 'package', 'source package'],
			['crun+criu@next', 'crun', 'package', 'copr'],
			['runc', 'runc', 'package', 'package'],
			['runc+criu@source', 'runc', 'package', 'source package'],
			['runc+criu@next', 'runc', 'package', 'copr'],
		],
	);
});

for (const [what, runtimes, crius, id] of [
	['named twice', ['crun', 'crun'], ['package'], 'crun'],
	['of one label', ['crun=x@copr:a/b', 'crun=x@copr:a/c'], ['package'], 'crun@x'],
	['of one content', ['crun'], ['copr:a/b', 'copr:a/b'], 'crun+criu@a-b'],
] as const) {
	test(`two builds ${what} are wrong usage`, t => {
		const error = t.throws(() => columns(runtimes.map(parseRuntime), crius.map(parseCriu)), {instanceOf: UsageError});
		t.is(error.shortMessage, `two builds are called ${id}`);
	});
}

const refused = test.macro({
	exec(t, value: string, problem: string, hint?: string) {
		const error = t.throws(() => parseRuntime(value), {instanceOf: UsageError});
		t.is(error.shortMessage, problem);
		t.is(error.message, hint === undefined ? problem : `${problem}\n${hint}`);
	},
	title: (_, value) => `--runtime "${value}" is wrong usage`,
});
const forms =
	'Valid: crun, crun=PATH, crun=FOLDER, crun=LABEL@PATH, crun=src:TREE, crun=src:package, crun=git:REPO@REF, crun=copr:OWNER/PROJECT';
test(refused, 'youki', '--runtime: there is no "youki"', 'Valid: crun, runc');
test(refused, '', '--runtime: there is no ""', 'Valid: crun, runc');
test(refused, 'crun@1.21', '--runtime: there is no "crun@1.21"', 'Valid: crun, runc');
test(refused, 'crun=', '--runtime crun=: names no binary', forms);
test(refused, 'crun=/no/such/file', '--runtime crun=/no/such/file: cannot read /no/such/file: ENOENT');
test(refused, 'crun=1.21@/no/such/file', '--runtime crun=1.21@/no/such/file: cannot read /no/such/file: ENOENT');
test(refused, 'crun=/proc/tty', '--runtime crun=/proc/tty: cannot read /proc/tty/crun: ENOENT');
test(refused, 'crun=/dev/null', '--runtime crun=/dev/null: /dev/null is not a file');
test(refused, 'crun=src:', '--runtime crun=src:: names no tree', 'Valid: crun=src:TREE, crun=src:package');
test(refused, 'crun=src:/no/such', '--runtime crun=src:/no/such: cannot read /no/such: ENOENT');
test(refused, 'crun=src:/etc/passwd', '--runtime crun=src:/etc/passwd: /etc/passwd is not a folder');
test(refused, 'crun=copr:podman-next', '--runtime crun=copr:podman-next: not OWNER/PROJECT: podman-next');
test(refused, 'crun=copr:a/b;c', '--runtime crun=copr:a/b;c: not OWNER/PROJECT: a/b;c');
test(refused, 'crun=copr:a/-b', '--runtime crun=copr:a/-b: not OWNER/PROJECT: a/-b');
const variables = 'Valid: src:TREE,NAME=VALUE,… with letters, digits, spaces and _ + - . / : @ % = in the value';
for (const [value, malformed] of [
	['src:/tmp,NAME', 'NAME'],
	['src:/tmp,', ''],
	['src:/tmp,A=1,2B=x', '2B=x'],
	['src:package,A=$(id)', 'A=$(id)'],
	['src:/tmp,A=x;id', 'A=x;id'],
] as const) {
	test(refused, `crun=${value}`, `--runtime crun=${value}: "${malformed}" is no variable for make`, variables);
}

test('variables for make follow a tree, and give another build of it', async t => {
	const tree = await folderWith(t, {'Makefile.versions': ''});
	const given = ['NETWORK_LOCK_DEFAULT=NETWORK_LOCK_NFTABLES', 'CFLAGS=-O0 -g'];
	const part = parseCriu(`src:${tree},${given.join(',')}`);
	t.like(part, {source: 'tree', tree, variables: given});
	t.not(part.id, parseCriu(`src:${tree}`).id);
	t.like(parseRuntime('runc=src:package,EXTRA_VERSION=-x'), {
		source: 'source package',
		variables: ['EXTRA_VERSION=-x'],
	});
	const comma = await folderWith(t, {'a,B=1/configure.ac': ''});
	t.deepEqual(parseRuntime(`crun=x@src:${comma}/a,B=1`), {
		id: 'crun@x',
		runtime: 'crun',
		source: 'tree',
		tree: join(comma, 'a,B=1'),
	});
});

const refusedCriu = test.macro({
	exec(t, value: string, problem: string | RegExp) {
		const {shortMessage} = t.throws(() => parseCriu(value), {instanceOf: UsageError});
		if (typeof problem === 'string') t.is(shortMessage, problem);
		else t.regex(shortMessage, problem);
	},
	title: (_, value) => `--criu "${value}" is wrong usage`,
});
test(refusedCriu, '', '--criu : names no binary');
test(refusedCriu, '/no/such', '--criu /no/such: cannot read /no/such: ENOENT');
test(refusedCriu, '/etc', '--criu /etc: cannot read /etc/criu: ENOENT');
test(refusedCriu, 'src:/no/such', /cannot read \/no\/such: ENOENT$/);
test(refusedCriu, 'copr:', '--criu copr:: not OWNER/PROJECT: ');
