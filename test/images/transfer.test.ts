// Images in one file, out of one engine and into another, and the output of a build.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {EngineError, ImageUnavailable} from '../../harness/engine/errors.ts';
import {label} from '../../harness/engine/labels.ts';
import {ArchiveInvalid, loadArchive, saveArchive} from '../../harness/images/archive.ts';
import {buildFrom} from '../../harness/images/build.ts';
import type {ImageDefinition} from '../../harness/images/definition.ts';
import type {Step} from '../../harness/model/step.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';
import {tarOf} from '../fixtures/tar.ts';

const images = [{id: 'debian-trixie', ref: 'netlock/debian-trixie:1', digest: 'sha256:1'}];
const content = await tarOf({
	'manifest.json': JSON.stringify([{RepoTags: ['netlock/debian-trixie:1']}]),
	'layer.tar': 'what docker save writes'.repeat(1000),
});

test('an image that one engine saves arrives in another byte for byte, with the list of images', async t => {
	const from = await dockerd(t, {'GET /images/get': {bytes: content}});
	const folder = await folderWith(t, {});
	t.is(await saveArchive(from.docker, join(folder, 'images.tar'), images, '0.1.0'), content.length);
	t.deepEqual(await readdir(folder), ['images.tar']);
	const to = await dockerd(t, {'POST /images/load': {events: []}, 'GET /images/*': {json: {Id: 'sha256:1'}}});
	t.like(await loadArchive(to.docker, join(folder, 'images.tar')), {netlock: '0.1.0', images});
	t.deepEqual(to.asked[0]?.body, content);
});

test('an image that differs after loading is refused', async t => {
	const {docker} = await dockerd(t, {
		'GET /images/get': {bytes: content},
		'POST /images/load': {events: []},
		'GET /images/*': {json: {Id: 'sha256:9'}},
	});
	const file = join(await folderWith(t, {}), 'images.tar');
	await saveArchive(docker, file, images, '0.1.0');
	await t.throwsAsync(loadArchive(docker, file), {
		instanceOf: ArchiveInvalid,
		message: /netlock\/debian-trixie:1 came out as sha256:9, not sha256:1/,
	});
});

test('the error names a file that cannot be written, and nothing is left behind', async t => {
	const {docker} = await dockerd(t, {'GET /images/get': {bytes: content}});
	const folder = await folderWith(t, {'a file': ''});
	const error = await t.throwsAsync(saveArchive(docker, join(folder, 'a file', 'x.tar'), images, '0.1.0'), {
		instanceOf: EngineError,
	});
	t.regex(error?.shortMessage ?? '', /a file\/x\.tar cannot be written: ENOTDIR/);
	t.deepEqual(await readdir(folder), ['a file']);
});

const base = {ref: 'netlock-base:x', id: 'sha256:b', origin: 'registry.test/x@sha256:b', passedOver: ['one', 'two']};
const definition = (context: string): ImageDefinition => ({
	id: 'debian-trixie',
	title: 'Debian',
	bases: [],
	context,
	buildArguments: {PACKAGES: 'criu'},
	expect: {},
	lacks: {},
	core: true,
});

test('a build gets its base and packages, and the image has the base in its labels', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /build': {events: [{stream: 'Step 1/2\n'}]},
		'GET /images/*': {json: {Id: 'sha256:1'}},
	});
	const steps: Step[] = [];
	const context = await folderWith(t, {Containerfile: 'FROM x'});
	await buildFrom(docker, definition(context), base, 'netlock/x:1', {TOOLS: 'tools:1'}, step => steps.push(step));
	const {buildargs = '', labels = ''} = asked[0]?.query ?? {};
	t.deepEqual(JSON.parse(buildargs), {BASE: 'netlock-base:x', PACKAGES: 'criu', TOOLS: 'tools:1'});
	t.deepEqual(JSON.parse(labels), {
		[label.image]: 'debian-trixie',
		[label.base]: base.origin,
		[label.baseId]: 'sha256:b',
		[label.passedOver]: 'one\ntwo',
	});
	t.deepEqual(steps, [{kind: 'output', line: 'Step 1/2'}]);
});

test('a wrong Containerfile is built once, and its output is the error', async t => {
	const {docker, calls} = await dockerd(t, {'POST /build': {events: [{error: 'unknown instruction: RUNN'}]}});
	const context = await folderWith(t, {Containerfile: 'RUNN'});
	const building = buildFrom(docker, definition(context), base, 'netlock/x:1', {}, () => {});
	await t.throwsAsync(building, {instanceOf: ImageUnavailable, message: /unknown instruction: RUNN/});
	t.is(calls().length, 1);
});
