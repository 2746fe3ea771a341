// A base: which of several is taken, what netlock checks before it builds on one, and the reasons of those before it.
import test from 'ava';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {resolveBase, storedBase} from '../../harness/images/base.ts';
import type {Base} from '../../harness/images/bases.ts';
import {BaseBroken, NoBase} from '../../harness/images/errors.ts';
import {preflight} from '../../harness/images/preflight.ts';
import {newSupply} from '../../harness/images/supply.ts';
import type {Step} from '../../harness/model/step.ts';
import {type Asked, dockerd, type Routes} from '../fixtures/dockerd.ts';

const first = {registry: 'one.test/debian:13'};
const second = {registry: 'two.test/debian:13'};
const image = {id: 'debian-trixie', bases: [first, second], packageManager: 'apt-get'};

const found = (id: string) => ({json: {Id: id, Config: {Labels: {}}, RepoDigests: [`two.test/debian@${id}`]}});

/** The check of a base: a container that ends with this status. */
const look = (StatusCode: number): Routes => ({
	'POST /containers/create': {status: 201, json: {Id: 'c1'}},
	'POST /containers/c1/start': {status: 204},
	'POST /containers/c1/wait': {json: {StatusCode}},
	'DELETE /containers/c1': {status: 204},
});

/** The first registry does not have it. The second one does. */
const pulls = ({query}: Asked) =>
	query.fromImage === 'one.test/debian' ? {status: 404, json: {message: 'manifest unknown'}} : {events: []};

test('the first available base is taken, with the reasons of those before it', async t => {
	const {docker, asked, calls} = await dockerd(t, {
		'POST /images/create': pulls,
		'GET /images/two.test/debian:13/json': found('sha256:2'),
		'POST /images/two.test/debian:13/tag': {status: 201},
		...look(0),
	});
	const steps: Step[] = [];
	const base = await resolveBase(newSupply({docker, mirrors: new Map()}), image, step => steps.push(step));
	t.like(base, {ref: 'netlock-base:two.test-debian-13', id: 'sha256:2', origin: 'two.test/debian@sha256:2'});
	t.is(base.passedOver.length, 1);
	t.regex(base.passedOver[0] ?? '', /^one\.test\/debian:13 does not exist/);
	t.deepEqual(
		steps.map(({kind}) => kind),
		['base', 'base'],
	);
	t.true(calls().includes('DELETE /containers/c1'));
	t.like(asked.find(({path}) => path.endsWith('/tag'))?.query, {repo: 'netlock-base', tag: 'two.test-debian-13'});
});

test('a digest that Podman made up for the name of a base is not the base’s origin', async t => {
	const ownDigest = 'docker.io/library/netlock-base@sha256:3';
	const answer = (...RepoDigests: string[]) => ({json: {Id: 'sha256:1', RepoDigests}});
	const {docker} = await dockerd(t, {
		'GET /images/netlock-base:bootstrap-sid/json': answer(ownDigest),
		'GET /images/netlock-base:one.test-debian-13/json': answer(ownDigest, 'one.test/debian@sha256:4'),
	});
	const origin = async (base: Base) => (await storedBase(docker, base))?.origin;
	t.is(await origin({bootstrap: {tool: 'mmdebstrap', suite: 'sid'}}), 'bootstrap/sid');
	t.is(await origin(first), 'one.test/debian@sha256:4');
});

test('a base that the engine has needs no registry, unless an option asks for a new one', async t => {
	const {docker, calls} = await dockerd(t, {
		'GET /images/netlock-base:kept.test-debian-13/json': found('sha256:1'),
		'POST /images/create': {status: 404, json: {message: 'manifest unknown'}},
	});
	// A process fetches a base once, by name: other tests have other names.
	const kept = {...image, bases: [{registry: 'kept.test/debian:13'}, {registry: 'three.test/debian:13'}]};
	const supply = newSupply({docker, mirrors: new Map()});
	t.like(await resolveBase(supply, kept, () => {}), {id: 'sha256:1', passedOver: []});
	t.false(calls().includes('POST /images/create'));
	await t.throwsAsync(
		resolveBase(supply, kept, () => {}, {anew: true}),
		{instanceOf: NoBase, message: /No base for debian-trixie:\n.*kept\.test[\s\S]*three\.test/},
	);
});

test('the reason of a single base is the error', async t => {
	const {docker} = await dockerd(t, {'POST /images/create': {status: 404, json: {message: 'manifest unknown'}}});
	const resolving = resolveBase(
		newSupply({docker, mirrors: new Map()}),
		{...image, bases: [{registry: 'alone.test/debian:13'}]},
		() => {},
	);
	const error = await t.throwsAsync(resolving, {instanceOf: ImageUnavailable});
	t.false(error instanceof NoBase);
});

test('an engine in trouble is no missing base', async t => {
	const {docker, asked} = await dockerd(t, {
		'POST /images/create': {events: []},
		'GET /images/trouble.test/debian:13/json': {status: 500, json: {message: 'disk trouble'}},
	});
	const bases = [{registry: 'trouble.test/debian:13'}, {registry: 'never.test/debian:13'}];
	const resolving = resolveBase(newSupply({docker, mirrors: new Map()}), {...image, bases}, () => {});
	t.false((await t.throwsAsync(resolving, {message: /disk trouble/})) instanceof ImageUnavailable);
	t.false(asked.some(({query}) => query.fromImage === 'never.test/debian'));
});

for (const [what, routes, says] of [
	['no package manager', look(127), /it has no apt-get/],
	[
		'no shell',
		{...look(0), 'POST /containers/c1/start': {status: 400, json: {message: 'exec: /bin/sh'}}},
		/\/bin\/sh does not run/,
	],
] satisfies [string, Routes, RegExp][]) {
	test(`a base with ${what} is broken, and the check leaves nothing behind`, async t => {
		const {docker, asked, calls} = await dockerd(t, routes);
		await t.throwsAsync(preflight(docker, 'x:1', 'sha256:1', 'apt-get'), {instanceOf: BaseBroken, message: says});
		t.is(calls().at(-1), 'DELETE /containers/c1');
		t.like(JSON.parse(asked[0]?.body.toString() ?? ''), {HostConfig: {NetworkMode: 'none'}});
	});
}
