// Network topologies: how the container's network namespace is connected, as shell commands for the sandbox.
import type {NetworkNamespace} from './config.ts';

export const topologyNames = ['private', 'veth', 'veth-ipv6', 'host', 'bridge'] as const;

export type Topology = {
	name: (typeof topologyNames)[number];
	network: NetworkNamespace;
	/** Shell script that sets up the network before the container starts. */
	setUp: string | undefined;
	/** Shell script that removes the network when no process is in it. */
	tearDown?: string;
	/** Address of the container, as seen from the sandbox. */
	address: string | undefined;
	/** IPv6 address, if the network has IPv6. */
	address6?: string;
};

/** The container's own network namespace, with nothing but loopback. */
export const privateNetwork: Topology = {
	name: 'private',
	network: {kind: 'private'},
	setUp: undefined,
	address: undefined,
};

/** podman’s own bridge: podman makes the network namespace, and publishes the workload’s port in the sandbox. */
export const bridgeNetwork: Topology = {
	name: 'bridge',
	network: {kind: 'private'},
	setUp: undefined,
	address: '127.0.0.1',
};

/** Container engines switch IPv6 off in a container, so a sandbox has it switched off. */
export const switchOnIpv6 = 'for name in all default; do echo 0 > /proc/sys/net/ipv6/conf/$name/disable_ipv6; done';

// 192.0.2.0/24 is reserved for documentation (RFC 5737): no real network has it.
/** Address of the sandbox, as the container on the veth network sees it. */
export const outsideAddress = '192.0.2.1';

const vethAt = (address: string): Topology => ({
	name: 'veth',
	network: {kind: 'path', path: '/run/netns/container'},
	address,
	// The link is deleted first: after `ip netns delete` the kernel frees the namespace only some time later.
	tearDown: 'ip link delete outside && ip netns delete container',
	setUp: [
		'ip netns add container',
		'ip link add outside type veth peer name inside netns container',
		`ip address add ${outsideAddress}/24 dev outside`,
		'ip link set outside up',
		`ip -n container address add ${address}/24 dev inside`,
		'ip -n container link set inside up',
		'ip -n container link set lo up',
	].join(' && '),
});

/** A persistent network namespace, with a veth pair to the sandbox, where the peer is. */
export const vethNetwork: Topology = vethAt('192.0.2.2');

/** The same, in which the container has another address. */
export const movedNetwork: Topology = vethAt('192.0.2.3');
