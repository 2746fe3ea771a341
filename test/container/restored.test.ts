// A restored container: whether it is the same as before, by the state of its workload.
import test from 'ava';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {loopbackConnection} from '../../harness/bundle/workload.ts';
import {Disagreement} from '../../harness/container/errors.ts';
import type {Instance} from '../../harness/container/instance.ts';
import type {Operation} from '../../harness/container/operation.ts';
import {restored} from '../../harness/container/restored.ts';
import {running} from '../../harness/container/running.ts';
import {contextOf, operationOf} from '../fixtures/cell-context.ts';
import {counters, type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const workload = loopbackConnection();
const instance: Instance = {id: 'c', bundle: '/cell/bundle', workload, topology: privateNetwork};

/** The workload has these states, one after the other. */
const saying = (states: Played[], operation: Partial<Operation> = {}) => {
	const context = contextOf('crun', 'nftables', playedSandbox([[/rootfs\/state/, ...states]]).sandbox);
	const container = restored(context, instance, operationOf({operation: 'restore', ...operation}), {
		counted: 100,
		running: running(context, instance),
	});
	return {context, container};
};

test('memory came back if the counter continues where it was', async t => {
	const {context, container} = saying([counters(101), counters(102)]);
	await container.continuesCounting();
	t.deepEqual(context.evidence.workload, {before: 100, after: 102});
});

test('a counter that begins anew is a failure of the product, on the layer of behaviour', async t => {
	const {container} = saying([counters(1), counters(2)]);
	const error = await t.throwsAsync(container.continuesCounting(), {instanceOf: Disagreement});
	t.like(error, {layer: 'behaviour', shortMessage: 'the workload began anew: it had counted to 100, and is at 2'});
});

test('a connection continues if enough comes back, and the evidence has its address', async t => {
	const first = counters(1, {sent: 10, received: 10});
	const {context, container} = saying([first, counters(2, {sent: 5000, received: 4200})]);
	await container.loopbackFlows();
	t.like(context.evidence.peer, {topology: 'private', address: '127.0.0.1', sent: 5000, received: 4200, corrupt: 0});
});

for (const [what, last, says] of [
	[
		'ended with an error',
		counters(2, {sent: 9, received: 8, errno: 'ECONNRESET'}),
		/^the connection ended with ECONNRESET: 8 of 9/,
	],
	[
		'carries wrong bytes',
		counters(2, {sent: 9000, received: 8000, corrupt: 3}),
		/^bytes came back wrong .*: 8000 of 9000 bytes came back, 3 wrong$/,
	],
] as const) {
	test(`a connection that ${what} is a failure of the product`, async t => {
		const {container} = saying([counters(1, {received: 1}), last]);
		const error = await t.throwsAsync(container.clientFlows(), {instanceOf: Disagreement});
		t.is(error?.layer, 'behaviour');
		t.regex(error?.shortMessage ?? '', says);
	});
}

test('the log of the restore is looked into, and is to be there', t => {
	const {container} = saying([], {log: 'Restoring netns nftables rules'});
	t.notThrows(() => container.logSays('nftables rules'));
	t.throws(() => container.logSays('iptables'), {instanceOf: Disagreement, message: /does not say: iptables/});
	t.throws(() => saying([]).container.logSays('x'), {instanceOf: Disagreement, message: /wrote no log/});
});

test('the bytes that a workload sent before it ended its side are awaited whole', async t => {
	const whole = counters(2, {sent: 9, received: 9});
	await t.notThrowsAsync(saying([counters(1, {sent: 9, received: 4}), whole]).container.allCameBack());
	const wrong = counters(2, {sent: 9, received: 9, corrupt: 1});
	const error = await t.throwsAsync(saying([wrong]).container.allCameBack(), {instanceOf: Disagreement});
	t.is(error?.shortMessage, 'what the container had sent did not come back whole: 9 of 9 bytes came back, 1 wrong');
	const reset = counters(2, {sent: 9, received: 4, errno: 'ECONNRESET'});
	await t.throwsAsync(saying([reset]).container.allCameBack(), {message: /it ended with ECONNRESET: 4 of 9/});
});
