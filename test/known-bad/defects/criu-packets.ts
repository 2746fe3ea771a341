// Defects of CRIU in what a lock that is there lets through: kinds of packets, and connections in the host’s network namespace.
import {criu, type Defect, onHost} from '../defect.ts';

export const ofPackets: readonly Defect[] = [
	criu({
		id: 'lets-udp-through',
		defect: 'CRIU’s nftables lock lets UDP through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-icmp-through',
		defect: 'CRIU’s nftables lock lets ICMP through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-icmpv6-through',
		defect: 'CRIU’s iptables lock lets ICMPv6 through',
		scenario: 'held-packets',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-established-through',
		defect: 'CRIU’s nftables lock lets through what belongs to an established connection',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-loopback-through',
		defect: 'CRIU’s nftables lock lets loopback through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'accepts-another-mark',
		defect: 'CRIU’s nftables lock passes another mark besides CRIU’s own',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'masks-the-mark',
		defect: 'CRIU’s iptables lock passes every mark that ends like CRIU’s own',
		scenario: 'held-packets',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'drops-new-connections-only',
		defect: 'CRIU’s nftables lock drops the first packet of new TCP connections, and nothing else',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	onHost({
		id: 'ignores-ipv6-connections',
		defect: 'CRIU locks no IPv6 connection in the host’s network namespace with iptables',
		scenario: 'tcp-netns-host-ipv6',
		lock: 'iptables',
		layer: 'kernel',
	}),
	onHost({
		id: 'locks-one-direction-of-a-connection',
		defect: 'CRIU’s nftables lock holds one direction of a connection in the host’s network namespace',
		scenario: 'tcp-netns-host',
		lock: 'nftables',
		layer: 'kernel',
	}),
	onHost({
		id: 'ignores-half-closed-connections',
		defect: 'CRIU locks only established connections in the host’s network namespace',
		scenario: 'tcp-netns-host-half-closed',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-in-an-ipv4-table',
		defect: 'CRIU’s nftables table is of the family ip, so IPv6 is not locked',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'kernel',
	}),
];
