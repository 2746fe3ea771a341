// Images out of an engine and into one: a push to a registry, and the engine's archive.
import {Readable} from 'node:stream';
import {text as textOf} from 'node:stream/consumers';
import test from 'ava';
import {EngineError, ImageUnavailable} from '../../harness/engine/errors.ts';
import {loadImages, pushImage, saveImages} from '../../harness/engine/transport.ts';
import {dockerd} from '../fixtures/dockerd.ts';

const ref = 'registry.test/netlock/x:1';

test('a push sends the credentials, and returns the digest that this registry named', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /images/*': {events: [{status: 'Pushed'}]},
		'GET /images/*': {json: {RepoDigests: ['other.test/x@sha256:2', 'registry.test/netlock/x@sha256:1']}},
	});
	const credentials = {username: 'ci', password: 'secret'};
	t.is(await pushImage(docker, ref, credentials), 'sha256:1');
	const sent = Buffer.from(String(asked[0]?.headers['x-registry-auth']), 'base64').toString('utf8');
	t.deepEqual(JSON.parse(sent), credentials);
});

test('a push that the registry refuses, or that gets no digest, is an error', async t => {
	const {docker} = await dockerd(t, {
		'POST /images/registry.test/refused*': {events: [{error: 'unauthorized'}]},
		'POST /images/*': {events: []},
		'GET /images/*': {json: {RepoDigests: ['other.test/x@sha256:2']}},
	});
	const refused = pushImage(docker, 'registry.test/refused:1', undefined);
	t.is(
		(await t.throwsAsync(refused, {instanceOf: ImageUnavailable}))?.message,
		'push registry.test/refused:1: unauthorized',
	);
	await t.throwsAsync(pushImage(docker, ref, undefined), {message: /the registry named no digest/});
});

test('all images come in one archive, each by its name', async t => {
	const {docker, asked} = await dockerd(t, {'GET /images/get': {bytes: Buffer.from('an archive')}});
	t.is(await textOf(await saveImages(docker, ['netlock/a:1', 'netlock/b:2'])), 'an archive');
	t.deepEqual(asked[0]?.names, ['netlock/a:1', 'netlock/b:2']);
});

test('an image that the engine cannot save is an error', async t => {
	const {docker} = await dockerd(t, {});
	await t.throwsAsync(saveImages(docker, ['gone:1']), {message: /no such image/});
});

test('an archive goes to the engine whole; a refusal is an error with the engine’s message', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /images/load': ({body}) =>
			body.toString() === 'good' ? {events: [{stream: 'Loaded image: x'}]} : {events: [{error: 'invalid tar header'}]},
	});
	await loadImages(docker, Readable.from(['go', 'od']));
	t.is(asked.length, 1);
	const error = await t.throwsAsync(loadImages(docker, Readable.from(['bad'])), {instanceOf: EngineError});
	t.regex(error?.message ?? '', /^the engine refuses the archive\n.*invalid tar header/);
});
