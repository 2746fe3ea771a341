// The container shares the network namespace of the sandbox, in which CRIU runs too. This stands for `host` networking.
import {switchOnIpv6, type Topology} from './topology.ts';

export const hostNetwork: Topology = {
	name: 'host',
	network: {kind: 'host'},
	setUp: switchOnIpv6,
	address: '127.0.0.1',
	address6: '::1',
};
