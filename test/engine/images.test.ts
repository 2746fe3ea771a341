// Images on an engine: the requests for them, and what answers and errors become.
import {Readable} from 'node:stream';
import {gunzipSync} from 'node:zlib';
import test from 'ava';
import {ImageUnavailable, NoAnswer} from '../../harness/engine/errors.ts';
import {
	buildImage,
	findImage,
	importImage,
	pullImage,
	relabelImage,
	removeImages,
	tagImage,
	untagImage,
} from '../../harness/engine/images.ts';
import {text} from '../../harness/support/text.ts';
import {untar} from '../../harness/support/untar.ts';
import {type Asked, dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';

const only = (asked: readonly Asked[]): Asked => {
	const [first] = asked;
	if (first === undefined) throw new Error('the engine was asked nothing');
	return first;
};

const digest = 'registry.test/debian@sha256:1';
const inspected = {json: {Id: 'sha256:1', Config: {Labels: {a: 'b'}}, RepoDigests: [digest]}};

test('an image has an id, labels and digests; labels and digests may be missing', async t => {
	const {docker} = await dockerd(t, {
		'GET /images/whole/json': inspected,
		'GET /images/bare/json': {json: {Id: 'sha256:2', Config: null}},
	});
	t.deepEqual(await findImage(docker, 'whole'), {id: 'sha256:1', labels: {a: 'b'}, digests: [digest]});
	t.deepEqual(await findImage(docker, 'bare'), {id: 'sha256:2', labels: {}, digests: []});
});

test('an image that the engine lacks is undefined; an engine in trouble is an error', async t => {
	const {docker} = await dockerd(t, {'GET /images/broken/json': {status: 500, json: {message: 'disk trouble'}}});
	t.is(await findImage(docker, 'unknown'), undefined);
	await t.throwsAsync(findImage(docker, 'broken'), {message: /disk trouble/});
});

test('a pull gives the digest, and each line of its progress', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /images/create': {events: [{status: 'Pulling from debian'}, {status: 'Digest: sha256:1'}]},
		'GET /images/*/json': inspected,
	});
	const lines: string[] = [];
	t.is(await pullImage(docker, 'registry.test/debian:trixie', line => lines.push(line)), digest);
	t.deepEqual(lines, ['Pulling from debian', 'Digest: sha256:1']);
	t.like(asked[0]?.query, {fromImage: 'registry.test/debian', tag: 'trixie'});
});

test('a pull that the registry refuses before or in the stream has its message', async t => {
	const {docker} = await dockerd(t, {
		'POST /images/create': ({query}) =>
			query.fromImage === 'early'
				? {status: 404, json: {message: 'manifest unknown'}}
				: {events: [{status: 'Pulling'}, {error: 'unexpected EOF\nmore', errorDetail: {}}, {status: 'after'}]},
	});
	const early = await t.throwsAsync(pullImage(docker, 'early'), {instanceOf: ImageUnavailable});
	t.regex(early?.shortMessage ?? '', /^pull early: .*manifest unknown/);
	const late = await t.throwsAsync(pullImage(docker, 'late'), {instanceOf: ImageUnavailable});
	t.is(late?.shortMessage, 'pull late: unexpected EOF');
	t.is(late?.message, 'pull late: unexpected EOF\nPulling\nafter');
});

test('a registry that does not answer in time is an error of its own class', async t => {
	const {docker} = await dockerd(t, {'POST /images/create': () => new Promise(() => {})});
	const error = await t.throwsAsync(pullImage(docker, 'silent', undefined, 100), {instanceOf: NoAnswer});
	t.is(error?.shortMessage, 'pull silent: did not answer within 0.1 s');
});

test('a build sends its folder, on the host’s network, with arguments and labels', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /build': {events: [{stream: 'Step 1/1 : FROM base\n'}, {aux: {ID: 'sha256:1'}}]},
		'GET /images/*/json': inspected,
	});
	const context = await folderWith(t, {Containerfile: 'FROM base', 'tools/a': 'x', 'not/sent': 'y'});
	const lines: string[] = [];
	const spec = {
		context,
		files: ['Containerfile', 'tools/a'],
		dockerfile: 'Containerfile',
		tag: 'netlock/x:1',
		buildArguments: {BASE: 'base'},
		labels: {'io.netlock.image': 'x'},
	};
	t.is((await buildImage(docker, spec, line => lines.push(line))).id, 'sha256:1');
	const {query, body} = only(asked);
	t.like(query, {t: 'netlock/x:1', networkmode: 'host', rm: 'true', forcerm: 'true'});
	t.deepEqual(JSON.parse(query.buildargs ?? ''), {BASE: 'base'});
	t.deepEqual(JSON.parse(query.labels ?? ''), {'io.netlock.image': 'x'});
	t.deepEqual([...(await untar(gunzipSync(body))).files.keys()].sort(), ['Containerfile', 'tools/a']);
	t.deepEqual(lines, ['Step 1/1 : FROM base']);
});

test('the error of a failed build shows both ends of the command and the last lines, without colour', async t => {
	const command = `The command '/bin/sh -c ${'apt-get install '.repeat(40)}' returned a non-zero code: 100`;
	const {docker} = await dockerd(t, {
		'POST /build': {events: [{stream: '\u001B[91mE: no package\u001B[0m\n'}, {error: command}]},
	});
	const building = buildImage(docker, {context: await folderWith(t, {a: ''}), files: ['a'], dockerfile: 'a', tag: 'x'});
	const error = await t.throwsAsync(building, {instanceOf: ImageUnavailable});
	t.regex(error?.shortMessage ?? '', /^build x: The command '.{80}…' returned a non-zero code: 100$/);
	t.regex(error?.message ?? '', /\nE: no package$/);
});

for (const [what, act] of [
	['build', docker => buildImage(docker, {context: '/', files: [], dockerfile: 'a', tag: 'x:1'})],
	['import', docker => importImage(docker, Readable.from(['tar']), 'x', '1')],
	['label', docker => relabelImage(docker, 'from', 'x:1', {})],
] satisfies [string, (docker: Awaited<ReturnType<typeof dockerd>>['docker']) => Promise<unknown>][]) {
	test(`a ${what} that leaves no image behind is an error, whatever the engine reports`, async t => {
		const {docker} = await dockerd(t, {'POST /build': {events: []}, 'POST /images/create': {events: []}});
		const error = await t.throwsAsync(act(docker), {instanceOf: ImageUnavailable});
		t.regex(error?.shortMessage ?? '', new RegExp(`^${what} x:1: .*no such image`));
	});
}

test('a build with one line adds labels', async t => {
	const {docker, asked} = await dockerd(t, {'POST /build': {events: []}, 'GET /images/*/json': inspected});
	await relabelImage(docker, 'netlock/x:built', 'netlock/x:1', {'io.netlock.facts': '{}'});
	t.like(asked[0]?.query, {t: 'netlock/x:1', labels: '{"io.netlock.facts":"{}"}'});
	const {files} = await untar(only(asked).body);
	t.is(text(files.get('Containerfile') ?? Buffer.alloc(0)), 'FROM netlock/x:built\n');
});

test('an archive is imported under its name', async t => {
	const {docker, asked} = await dockerd(t, {'POST /images/create': {events: []}, 'GET /images/*/json': inspected});
	t.is((await importImage(docker, Readable.from(['the archive']), 'netlock-base', 'trixie')).id, 'sha256:1');
	// podman 4.3 reads the first one, Docker reads either.
	t.like(asked[0]?.query, {fromSrc: '-', repo: 'netlock-base:trixie', tag: 'trixie'});
	t.is(text(only(asked).body), 'the archive');
});

test('an image gets a second name, and loses a name only if it has it', async t => {
	const {docker, asked, calls} = await dockerd(t, {
		'POST /images/a:1/tag': {status: 201},
		'GET /images/a:1/json': inspected,
		'DELETE /images/a:1': {json: []},
	});
	await tagImage(docker, 'a:1', 'b', '2');
	t.like(asked[0]?.query, {repo: 'b', tag: '2'});
	await untagImage(docker, 'a:1');
	await untagImage(docker, 'gone:1');
	t.deepEqual(
		calls().filter(each => each.startsWith('DELETE')),
		['DELETE /images/a:1'],
	);
	t.like(asked.at(2)?.query, {noprune: 'true'});
});

test('only images with the given names are removed, each by all its names', async t => {
	const listed = [{RepoTags: ['netlock/a:1', 'netlock/a:2']}, {RepoTags: ['debian:13']}, {RepoTags: null}];
	const {docker, calls} = await dockerd(t, {'GET /images/json': {json: listed}, 'DELETE /images/*': {json: []}});
	t.is(await removeImages(docker, ['netlock/', 'netlock-base:']), 1);
	t.deepEqual(calls().slice(1), ['DELETE /images/netlock/a:1', 'DELETE /images/netlock/a:2']);
});

test('names to which Podman adds a registry are the same names', async t => {
	const listed = [
		{RepoTags: ['docker.io/netlock/a:1']},
		{RepoTags: ['docker.io/library/netlock-base:b']},
		{RepoTags: ['localhost/netlock/c:1']},
		{RepoTags: ['docker.io/library/debian:13', 'quay.io/netlock/a:1']},
	];
	const {docker, calls} = await dockerd(t, {
		'GET /images/json': {json: listed},
		'GET /images/kept/json': {json: {Id: 'sha256:1', RepoDigests: ['docker.io/library/debian@sha256:1']}},
		'DELETE /images/*': {json: []},
	});
	t.deepEqual((await findImage(docker, 'kept'))?.digests, ['debian@sha256:1']);
	t.is(await removeImages(docker, ['netlock/', 'netlock-base:']), 3);
	t.deepEqual(
		calls().filter(each => each.startsWith('DELETE')),
		[
			'DELETE /images/docker.io/netlock/a:1',
			'DELETE /images/docker.io/library/netlock-base:b',
			'DELETE /images/localhost/netlock/c:1',
		],
	);
});
