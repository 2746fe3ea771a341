// The veth network with IPv6 besides IPv4.
import {switchOnIpv6, type Topology, vethNetwork} from './topology.ts';

// 2001:db8::/32 is reserved for documentation (RFC 3849). Without `nodad` an address cannot be used for a second.
/** A persistent network namespace, reached from the sandbox over IPv4 and IPv6. */
export const ipv6Network: Topology = {
	...vethNetwork,
	name: 'veth-ipv6',
	address6: '2001:db8::2',
	setUp: [
		vethNetwork.setUp,
		switchOnIpv6,
		`nsenter --net=/run/netns/container sh -c '${switchOnIpv6}'`,
		'ip address add 2001:db8::1/64 dev outside nodad',
		'ip -n container address add 2001:db8::2/64 dev inside nodad',
	].join(' && '),
};
