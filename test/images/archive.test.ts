// Files that `netlock images load` must refuse before any engine sees them.
import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {pack} from 'tar-stream';
import {dir} from 'tmp-promise';
import {clientFor} from '../../harness/engine/client.ts';
import {ArchiveInvalid, loadArchive} from '../../harness/images/archive.ts';

const nobody = clientFor('unix:///nonexistent/docker.sock');
const content = Buffer.from('what docker save writes'.repeat(1000));

const written = async (digest: string): Promise<Buffer> => {
	const tar = pack();
	tar.entry({name: 'netlock-images.json'}, JSON.stringify({schema: 1, netlock: '0.1.0', archive: digest, images: []}));
	tar.entry({name: 'images.tar'}, content);
	tar.finalize();
	return Buffer.concat(await Readable.from(tar).toArray());
};
const sha256 = createHash('sha256').update(content).digest('hex');

const refused = test.macro(async (t, bytes: () => Promise<Buffer>, message: RegExp) => {
	const {path} = await dir({unsafeCleanup: true});
	await writeFile(join(path, 'file'), await bytes());
	await t.throwsAsync(loadArchive(nobody, join(path, 'file')), {instanceOf: ArchiveInvalid, message});
});

test(
	'one whose digest is another',
	refused,
	() => written('0'.repeat(64)),
	/sha256 of images\.tar is [0-9a-f]{64}, not 0/,
);
test('one that was cut off', refused, async () => (await written(sha256)).subarray(0, 9000), /Unexpected end/);
test(
	'one with a changed byte',
	refused,
	async () => {
		const bytes = await written(sha256);
		bytes[5000] = (bytes[5000] ?? 0) ^ 1;
		return bytes;
	},
	/sha256 of images\.tar/,
);
test('one that is no archive', refused, async () => Buffer.alloc(2048, 'x'), /not what/);
test('an empty one', refused, async () => Buffer.alloc(0), /has no netlock-images\.json/);

test('a folder is refused like any other file that is none of netlock’s', async t => {
	await t.throwsAsync(loadArchive(nobody, '/tmp'), {instanceOf: ArchiveInvalid, message: /EISDIR/});
});

test('one that is whole goes to the engine', async t => {
	const {path} = await dir({unsafeCleanup: true});
	await writeFile(join(path, 'file'), await written(sha256));
	await t.throwsAsync(loadArchive(nobody, join(path, 'file')), {message: /ENOENT|refuses/});
});
