// Sends every kind of packet through a network namespace that outlives its container: before the lock, under it, and
// after it. Source of the tool: images/tools/packets.c.
import {outsideAddress, switchOnIpv6} from '../../bundle/topology.ts';
import {describeFlows, packetLine, passesLock, type SeenFlow} from '../../evidence/packets.ts';
import type {ProbedFlow} from '../../model/packets.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {lastLines, signalPeers, startPeers, waitForPeers} from './peer.ts';

const rounds = ['before', 'held', 'after'] as const;
type Round = (typeof rounds)[number];

export type Packets = {
	/** Asserts that every packet passes: the network is not locked. */
	allPass: (when: Round) => Promise<void>;
	/**
	 * Asserts that the network is locked: packets with CRIU's mark go out, forwarded packets pass, and nothing else does.
	 */
	onlyMarkedPass: () => Promise<void>;
};

const beyond = {namespace: '/run/netns/beyond', ipv4: '198.51.100.2', ipv6: '2001:db8:1::2'};
const outsideAddress6 = '2001:db8::1';

// Adds a third network behind the container's, which forwards, and a ruleset that makes the kernel track connections
// before the lock: without it no lock can recognise an established connection. 198.51.100.0/24 and 2001:db8::/32 are
// reserved for documentation.
const setUp = `set -e
	ip netns add beyond
	ip -n container link add behind type veth peer name beyond netns beyond
	for namespace in container beyond; do
		nsenter --net=/run/netns/$namespace sh -c '${switchOnIpv6}'
		ip -n $namespace link set lo up
	done
	ip -n container address add 198.51.100.1/24 dev behind
	ip -n container address add 2001:db8:1::1/64 dev behind nodad
	ip -n container link set behind up
	ip -n beyond address add ${beyond.ipv4}/24 dev beyond
	ip -n beyond address add ${beyond.ipv6}/64 dev beyond nodad
	ip -n beyond link set beyond up
	ip -n beyond route add default via 198.51.100.1
	ip -n beyond route add default via 2001:db8:1::1
	ip route add 198.51.100.0/24 via "$1"
	ip route add 2001:db8:1::/64 via "$2"
	nsenter --net=/run/netns/container sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'
	nsenter --net=/run/netns/container nft 'table inet tracker {
		chain came { type filter hook prerouting priority -200; ct state new counter; }
		chain goes { type filter hook output priority -200; ct state new counter; }
	}'`;

const keyOf = ({protocol, family, direction, state, mark}: SeenFlow): string =>
	[protocol, family, direction, state, mark].join();

const saveRound = (context: CellContext, round: Round, flows: readonly SeenFlow[]): void => {
	const known = new Map((context.evidence.packets ?? []).map(each => [keyOf({...each, passed: true}), each]));
	context.evidence.packets = flows.map(each => {
		const {passed, ...flow} = each;
		const all: ProbedFlow = {...known.get(keyOf(each)), ...flow, [round]: passed};
		return all;
	});
};

const judge = (
	flows: readonly SeenFlow[],
	{when, must}: {when: Round; must: (flow: SeenFlow) => boolean},
): Disagreement | undefined => {
	const words = {before: 'before the dump', held: 'while dumped', after: 'after the restore'}[when];
	const through = flows.filter(each => each.passed && !must(each));
	const dropped = flows.filter(each => !each.passed && must(each));
	const problems = [
		...(through.length > 0
			? [`${through.length} kinds of packets passed that were to be dropped (${describeFlows(through)})`]
			: []),
		...(dropped.length > 0 ? [`${dropped.length} were dropped that were to pass (${describeFlows(dropped)})`] : []),
	];
	if (problems.length === 0) return undefined;
	return new Disagreement('behaviour', `${words}, of ${flows.length} kinds of packets, ${problems.join(', and ')}`);
};

/** Opens the connections that must be established before the lock, and waits until they are. */
export const probePackets = async (context: CellContext, {topology}: Instance): Promise<Packets> => {
	const {network, address, address6} = topology;
	if (network.kind !== 'path' || address === undefined || address6 === undefined) {
		throw new EvidenceMissing('packets of every kind need a network with IPv4 and IPv6 that outlives the container');
	}
	const {exit, stderr} = await shell(context, setUp, address, address6);
	if (exit !== 0) throw new EvidenceMissing('the network behind the container’s could not be set up', stderr);
	const places = [network.path, beyond.namespace, outsideAddress, outsideAddress6, address, address6];
	const tools = await startPeers(context, {
		program: 'packets',
		command: [String(rounds.length)],
		options: [...places, beyond.ipv4, beyond.ipv6],
	});
	const isReady = (text: string): boolean => packetLine(text)?.event === 'ready';
	await waitForPeers(context, tools, {reached: isReady, missing: 'the flows of packets could not be opened'});
	const probe = async (when: Round, must: (flow: SeenFlow) => boolean): Promise<void> => {
		const round = rounds.indexOf(when) + 1;
		await signalPeers(context, tools, when === 'held' ? 'USR1' : 'USR2');
		const isReported = (text: string): boolean => {
			const line = packetLine(text);
			return line?.event === 'round' && line.round === round;
		};
		await waitForPeers(context, tools, {
			reached: isReported,
			missing: `the tool \`packets\` did not report its round ${round} of ${rounds.length}`,
		});
		const report = packetLine((await lastLines(context, tools))[0] ?? '');
		const flows = report?.event === 'round' ? report.flows : [];
		saveRound(context, when, flows);
		const problem = judge(flows, {when, must});
		if (problem !== undefined) throw problem;
	};
	return {
		allPass: when => probe(when, () => true),
		onlyMarkedPass: () => probe('held', passesLock),
	};
};
