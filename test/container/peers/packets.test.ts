// Probes of packets: a round before the lock, one while it is held, one after it, and the verdict on each.
import test from 'ava';
import {ipv6Network} from '../../../harness/bundle/ipv6-network.ts';
import {vethNetwork} from '../../../harness/bundle/topology.ts';
import {counter} from '../../../harness/bundle/workload.ts';
import {Disagreement, EvidenceMissing} from '../../../harness/container/errors.ts';
import {probePackets} from '../../../harness/container/peers/packets.ts';
import {passesLock, type SeenFlow} from '../../../harness/evidence/packets.ts';
import {contextOf} from '../../fixtures/cell-context.ts';

const flows = (['udp', 'tcp'] as const).flatMap(protocol =>
	(['in', 'out', 'forwarded'] as const).flatMap(direction =>
		[0, 0xc114].map(mark => ({protocol, family: 'ipv4', direction, state: 'new', mark}) as const),
	),
);
const instance = {id: 'a', bundle: '/cell/bundle', workload: counter(), topology: ipv6Network};

/** A sandbox whose tool answers each signal with the result of `passes` for every flow. */
const probing = async (passes: (flow: Omit<SeenFlow, 'passed'>, round: number) => boolean) => {
	let round = 0;
	const context = contextOf('crun', 'nftables', {
		exec: async argv => {
			if (argv.some(word => /^USR[12]$/.test(word))) round += 1;
			const told = {event: 'round', round, flows: flows.map(each => ({...each, passed: passes(each, round)}))};
			const line = JSON.stringify(round === 0 ? {event: 'ready'} : told);
			return {exit: 0, stdout: Buffer.from(`${line}\n`), stderr: '', duration: 1};
		},
	});
	return {context, packets: await probePackets(context, instance)};
};

test('an open network lets all pass, a locked one marked or forwarded packets, and evidence has each round', async t => {
	const {context, packets} = await probing((flow, round) => round !== 2 || passesLock(flow));
	await packets.allPass('before');
	await packets.onlyMarkedPass();
	await packets.allPass('after');
	t.is(context.evidence.packets?.length, flows.length);
	t.deepEqual(context.evidence.packets?.[0], {...flows[0]!, before: true, held: false, after: true});
	t.true(context.evidence.packets?.find(({direction, mark}) => direction === 'out' && mark !== 0)?.held);
});

test('packets that pass a lock are named, and packets that it drops without need', async t => {
	const {packets} = await probing((flow, round) => round !== 2 || passesLock(flow) || flow.protocol === 'udp');
	await packets.allPass('before');
	await t.throwsAsync(packets.onlyMarkedPass(), {
		instanceOf: Disagreement,
		message:
			'behaviour: while dumped, of 12 kinds of packets, 3 kinds of packets passed that were to be dropped (udp over ipv4; in, out; new; unmarked, marked 0xc114)',
	});
	const dropping = await probing((_, round) => round === 1);
	await dropping.packets.allPass('before');
	await t.throwsAsync(dropping.packets.onlyMarkedPass(), {
		message: /, 6 were dropped that were to pass \(udp, tcp over ipv4; out, forwarded; new; marked 0xc114, unmarked\)$/,
	});
	await t.throwsAsync(dropping.packets.allPass('after'), {message: /^behaviour: after the restore, /});
});

test('a network without IPv6, and a tool that cannot start, give no verdict', async t => {
	const context = contextOf('crun', 'nftables', {
		exec: async () => ({exit: 1, stdout: new Uint8Array(), stderr: 'File exists', duration: 1}),
	});
	await t.throwsAsync(probePackets(context, {...instance, topology: vethNetwork}), {instanceOf: EvidenceMissing});
	await t.throwsAsync(probePackets(context, instance), {instanceOf: EvidenceMissing, message: /File exists/});
});
