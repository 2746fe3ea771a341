// Which engine netlock takes, and how netlock reaches it.
import test from 'ava';
import {clientFor} from '../../harness/engine/client.ts';
import {connect, findEngine} from '../../harness/engine/connect.ts';
import {EndpointRefused, NoEngine} from '../../harness/engine/errors.ts';
import {infoOf} from '../../harness/engine/info.ts';
import {dockerd} from '../fixtures/dockerd.ts';

const pings = {'GET /_ping': {bytes: Buffer.from('OK')}};
const mirrors = new Map([['docker.io', 'localhost:5000']]);

test('the given engine is taken when it answers', async t => {
	const {endpoint} = await dockerd(t, pings);
	const found = await connect({dockerHost: endpoint, home: '/none', mirrors});
	t.like(found, {endpoint, kind: 'given', mirrors});
	t.truthy(await found.docker.ping());
});

test('a given engine that does not answer is an error that names it, and netlock tries no other', async t => {
	const {endpoint} = await dockerd(t, {'GET /_ping': {status: 500, json: {message: 'starting'}}});
	for (const dockerHost of [endpoint, 'unix:///none/docker.sock']) {
		const error = await t.throwsAsync(findEngine({dockerHost, home: '/none', mirrors}), {instanceOf: NoEngine});
		t.is(error?.shortMessage, `DOCKER_HOST=${dockerHost} does not answer`);
	}
});

test('an engine on another machine is reached by its host and port', t => {
	t.like(clientFor('tcp://engine.test:2376').modem, {host: 'engine.test', port: 2376, protocol: 'http'});
	t.like(clientFor('tcp://engine.test').modem, {port: 2375});
	t.like(clientFor('unix:///run/docker.sock').modem, {socketPath: '/run/docker.sock'});
});

for (const dockerHost of [
	'foo',
	'https://engine.test:2376',
	'ssh://root@engine.test',
	'npipe:////./pipe/docker_engine',
]) {
	test(`an engine that netlock cannot speak to is refused, and gets no plain request: ${dockerHost}`, async t => {
		const error = await t.throwsAsync(findEngine({dockerHost, home: '/none', mirrors}), {instanceOf: EndpointRefused});
		t.is(error?.shortMessage, `${dockerHost} is no address of an engine that netlock can reach`);
		t.is(error?.kind, 'usage');
		t.regex(error?.message ?? '', /unix:\/\/\/PATH/);
	});
}

test('an engine is asked about itself once', async t => {
	const {docker, calls} = await dockerd(t, {
		'GET /info': {
			json: {ServerVersion: '28.1', KernelVersion: '6.18.44', Architecture: 'x86_64', CgroupDriver: 'cgroupfs'},
		},
	});
	const info = {version: '28.1', kernel: '6.18.44', architecture: 'x86_64', cgroupDriver: 'cgroupfs'};
	const [one, other] = await Promise.all([infoOf(docker), infoOf(docker)]);
	t.like(one, info);
	t.is(one, other);
	t.deepEqual(calls(), ['GET /info']);
});
