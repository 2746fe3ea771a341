// Where images come from, and which are ready, must be built, or are unavailable.
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {baseAvailability, sourceChecks} from '../../harness/doctor/base-availability.ts';
import {type Next, reportImage, type Way, wayTo} from '../../harness/doctor/images.ts';
import {mirrorHas, registryAnswers, type Sources} from '../../harness/doctor/sources.ts';
import {registryHost} from '../../harness/images/mirrors.ts';
import type {ReadyImage} from '../../harness/images/next-step.ts';
import {twoBases as definition} from '../fixtures/image-definition.ts';
import {facts} from '../fixtures/plan.ts';

const everything: Sources = {
	mmdebstrap: true,
	mirror: 'http://mirror.test/debian',
	suites: new Map([['trixie', true]]),
	registries: new Map([['registry.test', true]]),
};
const registryOnly: Sources = {...everything, mmdebstrap: false, mirror: undefined, suites: new Map()};
const mirrorOnly: Sources = {...everything, registries: new Map([['registry.test', false]])};
const nothing: Sources = {...registryOnly, registries: mirrorOnly.registries};

test('the first available base is named', t => {
	t.deepEqual(baseAvailability(definition.bases, everything), {from: 'registry.test/debian:trixie'});
	t.deepEqual(baseAvailability(definition.bases, mirrorOnly), {from: 'bootstrap of trixie'});
});

for (const [missing, sources, obstacle] of [
	['mmdebstrap', {...mirrorOnly, mmdebstrap: false}, 'mmdebstrap is not installed'],
	['a mirror', {...mirrorOnly, mirror: undefined}, "no Debian mirror in apt's sources"],
	['the suite', {...mirrorOnly, suites: new Map([['trixie', false]])}, /does not have trixie/],
] as const) {
	test(`without a registry and ${missing}, each obstacle is named`, t => {
		const way = baseAvailability(definition.bases, sources);
		const obstacles = 'obstacles' in way ? way.obstacles : [];
		t.is(obstacles[0], 'registry.test does not answer');
		t.regex(obstacles[1] ?? '', new RegExp(obstacle));
	});
}

const registryState = (sources: Sources, needed: boolean) =>
	sourceChecks(sources, needed).find(({name}) => name === 'registry')?.state;

test('a silent registry is a note if images can be bootstrapped, or none is needed, and otherwise a gap', t => {
	t.is(registryState(registryOnly, true), 'ok');
	t.is(registryState(mirrorOnly, true), 'note');
	t.is(registryState(nothing, true), 'gap');
	t.is(registryState(nothing, false), 'note');
});

const image: ReadyImage = {ref: 'x', digest: 'y', base: 'z', passedOver: [], facts};
const ready = {kind: 'ready', image} as const;
const report = (state: Next<ReadyImage>, sources: Sources, toolsWay: Way = {here: true}) =>
	reportImage(definition, state, toolsWay, sources);

test('a ready image shows its measured facts, whatever the sources', t => {
	const {availability, check} = report(ready, nothing);
	t.is(availability, 'ready');
	t.true(check.detail.includes(`CRIU ${facts.criu.version}, default lock iptables`));
	const bare = {...facts, tools: {...facts.tools, 'iptables-restore': false}};
	const {detail} = report({kind: 'ready', image: {...image, facts: bare}}, nothing).check;
	t.regex(detail, /default lock iptables \(without iptables-restore\)$/);
});

for (const [title, next, sources, expected] of [
	['its base is here', {kind: 'build'}, nothing, 'pending'],
	['the image of tools is to be made first', {kind: 'tools'}, nothing, 'pending'],
	['only its measuring is left', {kind: 'measure'}, nothing, 'pending'],
	['its base can be had', {kind: 'base', name: 'registry.test/debian:trixie'}, mirrorOnly, 'pending'],
	['its base cannot be had', {kind: 'base', name: 'registry.test/debian:trixie'}, nothing, 'missing'],
	['no engine answers, and its base can be had', {kind: 'unknown'}, registryOnly, 'pending'],
	['no engine answers, and its base cannot be had', {kind: 'unknown'}, nothing, 'missing'],
] as const) {
	test(`an image is ${expected} when ${title}`, t => {
		t.is(report(next, sources).availability, expected);
	});
}

test('no image can be built without the tools’ image', t => {
	const toolsWay = wayTo(definition, {kind: 'base', name: 'x'}, nothing);
	const {availability, check} = report({kind: 'build'}, nothing, toolsWay);
	t.is(availability, 'missing');
	t.regex(check.detail, /the tools' image: registry\.test does not answer/);
});

const serve = async (t: ExecutionContext, listener: RequestListener): Promise<string> => {
	const server = createServer(listener).listen(0, '127.0.0.1');
	await new Promise(resolve => server.once('listening', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

for (const [status, expected] of [
	[200, true],
	[401, true],
	[403, false],
	[404, false],
] as const) {
	test(`a host that answers /v2/ with ${status} ${expected ? 'is' : 'is not'} a registry that can be used`, async t => {
		const paths: (string | undefined)[] = [];
		const origin = await serve(t, ({url}, response) => {
			paths.push(url);
			response.writeHead(status).end('{}');
		});
		t.is(await registryAnswers(origin), expected);
		t.deepEqual(paths, ['/v2/']);
	});
}

test('doctor gives up on a host that accepts a request and never answers', async t => {
	let asked = false;
	const origin = await serve(t, () => {
		asked = true;
	});
	t.false(await registryAnswers(origin, 200));
	t.true(asked);
});

test('a mirror has a suite if it has the suite’s InRelease', async t => {
	const mirror = await serve(t, ({url}, response) => {
		response.writeHead(url === '/dists/trixie/InRelease' ? 200 : 404).end();
	});
	t.true(await mirrorHas(mirror, 'trixie'));
	t.false(await mirrorHas(mirror, 'forky'));
});

test('the registry of a reference is the text before the first slash', t => {
	t.is(registryHost('quay.io/centos/centos:stream10'), 'quay.io');
});
