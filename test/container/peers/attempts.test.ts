// New connection attempts: which must be answered and which must be dropped, in words.
import test from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {ipv6Network} from '../../../harness/bundle/ipv6-network.ts';
import {privateNetwork, type Topology} from '../../../harness/bundle/topology.ts';
import {counter} from '../../../harness/bundle/workload.ts';
import {Disagreement, EvidenceMissing} from '../../../harness/container/errors.ts';
import {attemptsOf} from '../../../harness/container/peers/attempts.ts';
import {contextOf} from '../../fixtures/cell-context.ts';

const attemptsOn = (topology: Topology, result: (argv: readonly string[]) => string) => {
	const context = contextOf('crun', 'unset', {
		exec: async argv => ({
			exit: 0,
			stdout: Buffer.from(`{"result":"${result(argv)}","ms":0.4}`),
			stderr: '',
			duration: 1,
		}),
	});
	return attemptsOf(context, {id: 'a', bundle: '/cell/bundle', workload: counter(), topology});
};

test('the answer of a port without a listener is a refusal, and nothing else', async t => {
	await t.notThrowsAsync(
		attemptsOn(hostNetwork, () => 'refused')
			.attemptsFromOutside()
			.areAnswered(),
	);
	await t.throwsAsync(
		attemptsOn(hostNetwork, () => 'timeout')
			.attemptsFromOutside()
			.areAnswered(),
		{
			instanceOf: Disagreement,
			message: 'behaviour: a new connection to 127.0.0.1 was to be refused, but after 0 ms: timeout',
		},
	);
});

test('every address must drop', async t => {
	const half = attemptsOn(ipv6Network, argv => (argv.includes('2001:db8::2') ? 'refused' : 'timeout'));
	await t.throwsAsync(half.attemptsFromOutside().areDropped(), {
		instanceOf: Disagreement,
		message: 'behaviour: a new connection to 2001:db8::2 was to be dropped, but after 0 ms: refused',
	});
	await t.notThrowsAsync(
		attemptsOn(ipv6Network, () => 'timeout')
			.attemptsFromOutside()
			.areDropped(),
	);
});

test('inside, CRIU’s mark is on the marked attempt only', async t => {
	let locked = false;
	const {marked, unmarked} = await attemptsOn(ipv6Network, argv =>
		argv.includes('0xC114') || !locked ? 'connected' : 'timeout',
	).attemptsFromInside();
	await t.notThrowsAsync(unmarked.areAnswered());
	locked = true;
	await t.notThrowsAsync(marked.areAnswered());
	await t.notThrowsAsync(unmarked.areDropped());
	await t.throwsAsync(unmarked.areAnswered(), {message: /without a mark was to be connected/});
});

test('a network that no packet reaches cannot be judged', async t => {
	const unreached = attemptsOn(privateNetwork, () => 'refused');
	t.throws(() => unreached.attemptsFromOutside(), {instanceOf: EvidenceMissing});
	await t.throwsAsync(unreached.attemptsFromInside(), {instanceOf: EvidenceMissing});
});
