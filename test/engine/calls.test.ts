// Calls to the engine, as somebody who listens is told of them.
import test from 'ava';
import {onEngineCall} from '../../harness/engine/calls.ts';
import {clientFor} from '../../harness/engine/client.ts';
import {dockerd} from '../fixtures/dockerd.ts';

test('a call is told by method and path, without the id of a container, also one that is refused, or taken over for a stream', async t => {
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
