// The veth network with IPv6 as well as IPv4.
import {switchOnIpv6, type Topology, vethNetwork} from './topology.ts';

// 2001:db8::/32 is reserved for documentation (RFC 3849). Without `nodad` a new address cannot be used for a second.
/** A persistent network namespace that the sandbox reaches over IPv4 and IPv6. */
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
