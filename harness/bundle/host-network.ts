// The container shares the network namespace of the sandbox, in which CRIU runs too: what `host` networking is to a host.
import type {Topology} from './topology.ts';

export const hostNetwork: Topology = {
	name: 'host',
	network: {kind: 'host'},
	setUp: undefined,
	address: '127.0.0.1',
};
