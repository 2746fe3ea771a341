// Copies files into a sandbox, out of an image, and from one sandbox to another.
import {chmod, mkdir, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import test, {type ExecutionContext} from 'ava';
import {extract} from 'tar-stream';
import {copyFolderIn} from '../../harness/engine/copy-folder-in.ts';
import {copyFolders} from '../../harness/engine/copy-folders.ts';
import {copyIn} from '../../harness/engine/copy-in.ts';
import {copyOut} from '../../harness/engine/copy-out.ts';
import {EngineError} from '../../harness/engine/errors.ts';
import type {Exec} from '../../harness/engine/exec.ts';
import type {StartedSandbox} from '../../harness/engine/sandbox.ts';
import {text} from '../../harness/support/text.ts';
import {untar} from '../../harness/support/untar.ts';
import {dockerd, type Routes} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';
import {tarOf} from '../fixtures/tar.ts';

const done = {exit: 0, stdout: new Uint8Array(), stderr: '', duration: 1};

/** A sandbox whose commands a function answers. */
const sandboxOf = async (t: ExecutionContext, exec: Exec = async () => done, routes: Routes = {}) => {
	const engine = await dockerd(t, {'PUT /containers/c1/archive': {json: ''}, ...routes});
	const sandbox: StartedSandbox = {
		id: 'c1',
		container: engine.docker.getContainer('c1'),
		exec,
		stop: async () => ({id: 'c1'}),
	};
	return {...engine, sandbox};
};

test('files go into a sandbox at their paths, with content and executable bit', async t => {
	const folder = await folderWith(t, {crun: 'binary', libcriu: 'library'});
	await chmod(join(folder, 'crun'), 0o4755);
	const {sandbox, asked} = await sandboxOf(t);
	await copyIn(sandbox, {'/opt/a/crun': join(folder, 'crun'), '/opt/lib.so': join(folder, 'libcriu')});
	t.like(asked[0]?.query, {path: '/'});
	const body = asked[0]?.body ?? Buffer.alloc(0);
	const {files} = await untar(body);
	t.deepEqual(
		[...files].map(([path, bytes]) => [path, text(bytes)]),
		[
			['opt/a/crun', 'binary'],
			['opt/lib.so', 'library'],
		],
	);
	// The mode stands at byte 100 of a header: no setuid bit goes in.
	t.is(body.subarray(100, 106).toString(), '000755');
});

test('a missing file, or an engine that refuses it, is an error with the file’s path', async t => {
	const {sandbox} = await sandboxOf(t, undefined, {
		'PUT /containers/c1/archive': {status: 500, json: {message: 'read-only'}},
	});
	await t.throwsAsync(copyIn(sandbox, {'/a': '/none/crun'}), {
		instanceOf: EngineError,
		message: /^\/none\/crun could not/,
	});
	await t.throwsAsync(copyIn(sandbox, {'/a': '/dev/null'}), {
		message: /^\/dev\/null could not be copied into a sandbox: .*read-only/,
	});
});

const copyRoutes = (bytes: Buffer): Routes => ({
	'POST /containers/create': {status: 201, json: {Id: 'c2'}},
	'GET /containers/c2/archive': {bytes},
	'DELETE /containers/c2': {status: 204},
});

test('files of a folder come out of an image by name; nothing runs, and no subfolder or container stays', async t => {
	const {docker, calls, asked} = await dockerd(t, copyRoutes(await tarOf({'lib/a.so': 'a', 'lib/deep/b.so': 'b'})));
	const files = await copyOut(docker, 'netlock/x:1', '/usr/lib');
	t.deepEqual(
		[...files].map(([name, bytes]) => [name, text(bytes)]),
		[['a.so', 'a']],
	);
	t.deepEqual(calls(), ['POST /containers/create', 'GET /containers/c2/archive', 'DELETE /containers/c2']);
	t.like(asked.at(-1)?.query, {force: 'true', v: 'true'}, 'nor does a volume that the image names');
});

test('an archive that ends early is an error, and its container does not stay', async t => {
	const bytes = (await tarOf({'lib/a.so': 'x'.repeat(5000)})).subarray(0, 2000);
	const {docker, calls} = await dockerd(t, copyRoutes(bytes));
	await t.throwsAsync(copyOut(docker, 'netlock/x:1', '/usr/lib'), {
		instanceOf: EngineError,
		message: /^\/usr\/lib of netlock\/x:1 could not be copied out/,
	});
	t.is(calls().at(-1), 'DELETE /containers/c2');
});

test('the error of a broken archive counts, also when its container cannot be removed', async t => {
	const bytes = (await tarOf({'lib/a.so': 'x'.repeat(5000)})).subarray(0, 2000);
	const stuck = {'DELETE /containers/c2': {status: 500, json: {message: 'device or resource busy'}}};
	const {docker, calls} = await dockerd(t, {...copyRoutes(bytes), ...stuck});
	await t.throwsAsync(copyOut(docker, 'netlock/x:1', '/usr/lib'), {message: /could not be copied out/});
	t.is(calls().at(-1), 'DELETE /containers/c2');
});

test('folders keep their paths from one sandbox to another, and replace what was there', async t => {
	const ran: string[] = [];
	const exec: Exec = async argv => {
		ran.push(argv.join(' '));
		return argv[0] === 'tar' ? {...done, stdout: Buffer.from('an archive')} : done;
	};
	const [from, to] = [await sandboxOf(t, exec), await sandboxOf(t, exec)];
	await copyFolders(from.sandbox, to.sandbox, ['/cell/images']);
	t.deepEqual(ran, ['tar -C / -cf - cell/images', 'rm -rf /cell/images', 'mv /var/tmp/cell/images /cell/images']);
	t.is(text(to.asked[0]?.body ?? Buffer.alloc(0)), 'an archive');
	t.deepEqual(from.asked, []);
});

test('a copy that fails says which command failed, and why', async t => {
	const {sandbox} = await sandboxOf(t, async () => ({...done, exit: 2, stderr: 'tar: no such file\n'}));
	await t.throwsAsync(copyFolders(sandbox, sandbox, ['/cell']), {
		instanceOf: EngineError,
		message: '`tar` failed while folders were copied to another sandbox\ntar: no such file',
	});
});

test('a folder goes into a sandbox with its links and modes, and is read once', async t => {
	const folder = await folderWith(t, {'rootfs/bin/app': 'binary'});
	await chmod(join(folder, 'rootfs/bin/app'), 0o4755);
	await symlink('app', join(folder, 'rootfs/bin/link'));
	const {sandbox, asked} = await sandboxOf(t);
	await copyFolderIn(sandbox, folder, '/opt/own');
	await writeFile(join(folder, 'later'), '');
	await copyFolderIn(sandbox, folder, '/opt/own');
	t.like(asked[0]?.query, {path: '/opt/own'});
	t.deepEqual(asked[1]?.body, asked[0]?.body);
	const headers: string[] = [];
	const entries = extract().on('entry', ({name, mode = 0, linkname}, stream, next) => {
		headers.push(`${name} ${mode.toString(8)} ${linkname ?? ''}`.trim());
		stream.resume();
		next();
	});
	await pipeline(Readable.from([asked[0]?.body ?? Buffer.alloc(0)]), entries);
	t.true(headers.includes('./rootfs/bin/app 4755'), headers.join('\n'));
	t.true(headers.includes('./rootfs/bin/link 777 app'), headers.join('\n'));
});

test('a folder that cannot be read whole is an error with its path', async t => {
	const {sandbox, asked} = await sandboxOf(t);
	const error = await t.throwsAsync(copyFolderIn(sandbox, '/nowhere/at/all', '/opt/own'), {instanceOf: EngineError});
	t.is(error?.shortMessage, '/nowhere/at/all cannot be read whole');
	t.is(asked.length, 0);
});

test('a folder that could not be read is read again for the next sandbox', async t => {
	const folder = join(await folderWith(t, {}), 'late');
	const {sandbox, asked} = await sandboxOf(t);
	await t.throwsAsync(copyFolderIn(sandbox, folder, '/opt/own'), {instanceOf: EngineError});
	await mkdir(folder);
	await copyFolderIn(sandbox, folder, '/opt/own');
	t.is(asked.length, 1);
});

test('a folder that is larger than a sandbox takes is not read to its end', async t => {
	t.timeout(20_000);
	const folder = await folderWith(t, {disk: ''});
	await truncate(join(folder, 'disk'), 2 ** 40);
	const {sandbox, asked} = await sandboxOf(t);
	const error = await t.throwsAsync(copyFolderIn(sandbox, folder, '/opt/own', 2 ** 20), {instanceOf: EngineError});
	t.is(error?.shortMessage, `${folder} has more than the 1 MiB that a sandbox takes`);
	t.is(asked.length, 0);
});
