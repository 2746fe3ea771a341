// Files that `netlock images load` must refuse before any engine gets them.
import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {clientFor} from '../../harness/engine/client.ts';
import {ArchiveInvalid, loadArchive} from '../../harness/images/archive.ts';
import {tarOf} from '../fixtures/tar.ts';

const nobody = clientFor('unix:///nonexistent/docker.sock');
const ref = 'netlock/debian-trixie:1';
const listedImages = [{id: 'debian-trixie', ref, digest: 'sha256:1'}];

/** In the format of `docker save`. */
const saved = (files: Record<string, unknown>): Promise<Buffer> =>
	tarOf({
		'layer.tar': 'a layer'.repeat(3000),
		...Object.fromEntries(Object.entries(files).map(([name, json]) => [name, JSON.stringify(json)])),
	});
const honest = await saved({'manifest.json': [{Config: 'x', RepoTags: [ref], Layers: []}]});

const written = (digest: string, content: Buffer = honest, images: object[] = listedImages): Promise<Buffer> =>
	tarOf({
		'netlock-images.json': JSON.stringify({schema: 1, netlock: '0.1.0', archive: digest, images}),
		'images.tar': content,
	});
const sha256 = createHash('sha256').update(honest).digest('hex');

const refused = test.macro(async (t, bytes: () => Promise<Buffer>, message: RegExp) => {
	const {path} = await dir({unsafeCleanup: true});
	await writeFile(join(path, 'file'), await bytes());
	await t.throwsAsync(loadArchive(nobody, join(path, 'file')), {instanceOf: ArchiveInvalid, message});
});

test('a wrong digest', refused, () => written('0'.repeat(64)), /sha256 of images\.tar is [0-9a-f]{64}, not 0/);
test('an archive that was cut off', refused, async () => (await written(sha256)).subarray(0, 9000), /Unexpected end/);
test(
	'a changed byte',
	refused,
	async () => {
		const bytes = await written(sha256);
		bytes[5000] = (bytes[5000] ?? 0) ^ 1;
		return bytes;
	},
	/sha256 of images\.tar/,
);
test('a file that is no archive', refused, async () => Buffer.alloc(2048, 'x'), /not what/);
test('an empty file', refused, async () => Buffer.alloc(0), /has no netlock-images\.json/);

test('a folder is refused like any other file that is not netlock’s', async t => {
	await t.throwsAsync(loadArchive(nobody, '/tmp'), {instanceOf: ArchiveInvalid, message: /EISDIR/});
});

test('a whole archive goes to the engine', async t => {
	const {path} = await dir({unsafeCleanup: true});
	await writeFile(join(path, 'file'), await written(sha256));
	await t.throwsAsync(loadArchive(nobody, join(path, 'file')), {message: /ENOENT|refuses/});
});

const foreign = 'docker.io/library/alpine:latest';
const smuggled: [string, Record<string, unknown>][] = [
	['manifest.json', {'manifest.json': [{RepoTags: [ref]}, {RepoTags: [foreign]}]}],
	['index.json', {'index.json': {manifests: [{annotations: {'io.containerd.image.name': foreign}}]}}],
	['repositories', {repositories: {'library/alpine': {latest: 'x'}}}],
	...['x/../manifest.json', '/manifest.json', './/manifest.json', 'link/manifest.json'].map(
		(name): [string, Record<string, unknown>] => [
			name,
			{'manifest.json': [{RepoTags: [ref]}], [name]: [{RepoTags: [foreign]}]},
		],
	),
];
for (const [where, files] of smuggled) {
	test(
		`an image that its list does not name: in ${where}`,
		refused,
		async () => {
			const bytes = await saved(files);
			return written(createHash('sha256').update(bytes).digest('hex'), bytes);
		},
		/it brings library\/alpine:latest, which its list does not name/,
	);
}

test(
	'a list that names an image which is not netlock’s',
	refused,
	async () => {
		const images = [{id: 'alpine', ref: 'alpine:latest', digest: 'sha256:1'}];
		return written(sha256, honest, images);
	},
	/its netlock-images\.json cannot be read/,
);

test(
	'a second archive before the first one: the engine would load both, and only the last one is verified',
	refused,
	async () => {
		const foreignOne = await saved({'manifest.json': [{RepoTags: [ref]}, {RepoTags: [foreign]}]});
		const whole = await written(sha256);
		const first = await tarOf({'images.tar': foreignOne});
		// An archive ends with two blocks of zeros.
		return Buffer.concat([first.subarray(0, -1024), whole]);
	},
	/it has two images\.tar/,
);
