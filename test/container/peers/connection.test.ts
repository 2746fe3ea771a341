// A peer's report on its connection, judged and saved as evidence. A fake sandbox has the peers' transcripts.
import test from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {ipv6Network} from '../../../harness/bundle/ipv6-network.ts';
import {privateNetwork, type Topology, vethNetwork} from '../../../harness/bundle/topology.ts';
import {echoServer} from '../../../harness/bundle/workload.ts';
import {Disagreement, EvidenceMissing} from '../../../harness/container/errors.ts';
import type {Instance} from '../../../harness/container/instance.ts';
import {connectPeers, listeningPeer, type PeerChoice} from '../../../harness/container/peers/connect.ts';
import {peerEvidence} from '../../../harness/model/evidence.ts';
import {contextOf} from '../../fixtures/cell-context.ts';

const good = {event: 'summary', sent: 4096, received: 4096, corrupt: 0, error: null, longestGapMs: 700};

/** Peers report progress until they are asked to end. Then each one writes its summary. */
const peersThatSay = (...summaries: object[]) => {
	const signals: string[] = [];
	const started: string[] = [];
	const held: string[] = [];
	const context = contextOf('crun', 'nftables', {
		exec: async ([program, , script = '', , ...words]) => {
			if (script.includes('kill -')) signals.push(words[0] ?? '');
			if (script.includes('/bin/$program')) started.push(words.slice(0, 4).join('|'));
			if (script.includes('/hold') || words.some(word => word.endsWith('/hold'))) held.push(script);
			const says = (index: number) =>
				JSON.stringify(signals.includes('TERM') ? summaries[index] : {event: 'progress', received: 1});
			const said = script.includes('tail -n 1') ? words.map((_, index) => `${says(index)}\n`).join('') : '';
			const lines = program === 'ss' ? 'LISTEN 0 64\n' : said;
			return {exit: 0, stdout: Buffer.from(lines), stderr: '', duration: 1};
		},
	});
	return {context, signals, started, held};
};

const on = (topology: Topology): Instance => ({id: 'c', bundle: '/cell/bundle', workload: echoServer(), topology});

const networks: [Topology, PeerChoice, string][] = [
	[vethNetwork, {}, '192.0.2.2'],
	[hostNetwork, {}, '127.0.0.1'],
	[ipv6Network, {}, '192.0.2.2'],
	[ipv6Network, {family: 'ipv6'}, '2001:db8::2'],
];
for (const [topology, choice, address] of networks) {
	test(`evidence names the ${topology.name} network and ${address}, the peer’s target`, async t => {
		const {context, started} = peersThatSay(good);
		const connection = await connectPeers(context, on(topology), choice);
		await connection.isIntact();
		t.deepEqual(started, [`peer||connect ${address} 7007|`]);
		t.like(context.evidence.peer, {topology: topology.name, address, sent: 4096, received: 4096, longestGap: 700});
	});
}

test('a peer half closes after the workload’s last answer, and is intact when the rest has arrived', async t => {
	let closeWait = '';
	const {context, started, held} = peersThatSay(good);
	const play = context.sandbox.exec;
	const sandbox = {
		...context.sandbox,
		exec: async (argv: readonly string[]) =>
			argv.includes('close-wait')
				? {exit: 0, stdout: Buffer.from(closeWait), stderr: '', duration: 1}
				: play.call(context.sandbox, argv),
	};
	closeWait = '0 0 127.0.0.1:7007 127.0.0.1:40000';
	const connection = await connectPeers({...context, sandbox}, on(hostNetwork), {halfClosed: true});
	t.deepEqual(started, ['peer||connect 127.0.0.1 7007|--half-close']);
	await connection.workloadAnswers();
	t.deepEqual(held, [': > "$1"', 'rm -f "$1"']);
	await connection.isIntact();
});

test('a peer that listens is on the network that the container reaches', async t => {
	const {context} = peersThatSay(good);
	await (await listeningPeer(context, 7007)).isIntact();
	t.like(context.evidence.peer, {topology: 'veth', address: '192.0.2.1'});
});

test('evidence of an older netlock, with two networks and no address, is read', t => {
	for (const topology of ['loopback', 'veth']) {
		t.true(peerEvidence.safeParse({topology, sent: 1, received: 1, corrupt: 0, longestGap: 1}).success);
	}
});

const wrong: [string, object, RegExp][] = [
	['lost bytes', {received: 4000}, /bytes were lost: 4000 of 4096 bytes came back/],
	['wrong bytes', {corrupt: 3}, /bytes came back wrong or out of order: .* 3 wrong/],
	['an error', {error: 'ETIMEDOUT'}, /the peer's connection ended with ETIMEDOUT/],
	['nothing sent', {sent: 0, received: 0}, /the peer sent nothing/],
];
for (const [what, changes, message] of wrong) {
	test(`a connection with ${what} is not intact`, async t => {
		const connection = await connectPeers(peersThatSay({...good, ...changes}).context, on(vethNetwork));
		await t.throwsAsync(connection.isIntact(), {instanceOf: Disagreement, message});
	});
}

test('one of several connections that is not intact is enough', async t => {
	const {context} = peersThatSay(good, {...good, error: 'ECONNRESET'});
	const connection = await connectPeers(context, on(vethNetwork), {count: 2});
	await t.throwsAsync(connection.isIntact(), {
		instanceOf: Disagreement,
		message: /ended with ECONNRESET: 8192 of 8192/,
	});
});

test('an expected silence is measured', async t => {
	const connection = await connectPeers(peersThatSay(good).context, on(vethNetwork));
	await t.notThrowsAsync(connection.isIntactAfterSilence(700));
	await t.throwsAsync(connection.isIntactAfterSilence(701), {
		instanceOf: Disagreement,
		message: /the network was held for 701 ms, but traffic went on: .* longest silence 700 ms/,
	});
});

test('a reset is what the peer saw, and nothing else', async t => {
	const reset = await connectPeers(peersThatSay({...good, error: 'ECONNRESET'}).context, on(vethNetwork));
	await t.notThrowsAsync(reset.wasReset());
	const alive = await connectPeers(peersThatSay(good).context, on(vethNetwork));
	await t.throwsAsync(alive.wasReset(), {instanceOf: Disagreement, message: /was to be reset, but saw no error/});
});

test('a peer stops and continues when it is told to', async t => {
	const {context, signals} = peersThatSay(good);
	const connection = await connectPeers(context, on(vethNetwork));
	await connection.pauses();
	await connection.resumes();
	t.deepEqual(signals, ['STOP', 'CONT']);
});

test('a peer needs a network that reaches the container', async t => {
	const {context} = peersThatSay(good);
	await t.throwsAsync(connectPeers(context, on(privateNetwork)), {instanceOf: EvidenceMissing});
	await t.throwsAsync(connectPeers(context, on(vethNetwork), {family: 'ipv6'}), {instanceOf: EvidenceMissing});
});
