// A listener hears every call to the engine.
import test from 'ava';
import {onEngineCall} from '../../harness/engine/calls.ts';
import {clientFor} from '../../harness/engine/client.ts';
import {dockerd} from '../fixtures/dockerd.ts';

test('a call has its method and its path without a container’s id, also a refused call and one that becomes a stream', async t => {
	const id = 'ab'.repeat(32);
	const {endpoint} = await dockerd(t, {
		'GET /_ping': {bytes: Buffer.from('OK')},
		[`POST /containers/${id}/attach`]: {attached: stream => stream.end()},
		[`DELETE /containers/${id}`]: {status: 409, json: {message: 'in progress'}},
	});
	const told: string[] = [];
	onEngineCall(({name}) => told.push(name));
	const docker = clientFor(endpoint);
	await docker.ping();
	await t.throwsAsync(docker.getContainer(id).remove({force: true}));
	await docker.getContainer(id).attach({stream: true, stdin: true, stdout: true, hijack: true});
	t.deepEqual(told, ['GET /_ping', 'DELETE /containers/ID', 'POST /containers/ID/attach']);
});
