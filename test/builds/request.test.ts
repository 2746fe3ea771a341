// What `--runtime` asks for.
import {createHash} from 'node:crypto';
import {join, relative} from 'node:path';
import test from 'ava';
import {parseRuntime} from '../../harness/builds/request.ts';
import {UsageError} from '../../harness/plan/usage.ts';
import {folderWith} from '../fixtures/folder.ts';

const content = 'a binary of crun';
const digest = createHash('sha256').update(content).digest('hex');

for (const runtime of ['crun', 'runc'] as const) {
	test(`the bare name ${runtime} is the image's package`, t => {
		t.deepEqual(parseRuntime(runtime), {id: runtime, runtime, source: 'package'});
	});
}

test('a path is a binary, named for its content', async t => {
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

test('a path may hold @ and =', async t => {
	const folder = await folderWith(t, {'v=1/crun@main': content});
	const path = join(folder, 'v=1/crun@main');
	t.like(parseRuntime(`crun=${path}`), {id: `crun@${digest.slice(0, 12)}`, path});
	t.like(parseRuntime(`crun=label@${path}`), {id: 'crun@label', path});
});

test('a relative path becomes an absolute one: sandboxes mount it', async t => {
	const path = join(await folderWith(t, {crun: content}), 'crun');
	t.like(parseRuntime(`crun=${relative(process.cwd(), path)}`), {path});
});

const refused = test.macro({
	exec(t, value: string, problem: string, hint?: string) {
		const error = t.throws(() => parseRuntime(value), {instanceOf: UsageError});
		t.is(error.shortMessage, problem);
		t.is(error.message, hint === undefined ? problem : `${problem}\n${hint}`);
	},
	title: (_, value) => `--runtime "${value}" is wrong usage`,
});
const forms = 'Valid: crun, crun=PATH, crun=LABEL@PATH, crun=src:TREE, crun=src:package, crun=copr:OWNER/PROJECT';
test(refused, 'youki', '--runtime: there is no "youki"', 'Valid: crun, runc');
test(refused, '', '--runtime: there is no ""', 'Valid: crun, runc');
test(refused, 'crun@1.21', '--runtime: there is no "crun@1.21"', 'Valid: crun, runc');
test(refused, 'crun=', '--runtime crun=: names no binary', forms);
test(refused, 'crun=/no/such/file', '--runtime crun=/no/such/file: cannot read /no/such/file: ENOENT');
test(refused, 'crun=1.21@/no/such/file', '--runtime crun=1.21@/no/such/file: cannot read /no/such/file: ENOENT');
test(refused, 'crun=/', '--runtime crun=/: / is not a file');
