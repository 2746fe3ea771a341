// The workloads: one static program whose arguments say what it does. Source: images/tools/workload.c.
import {outsideAddress} from './topology.ts';

export type Workload = {
	args: string[];
	/** Whether it has TCP connections. CRIU dumps those only with an option. */
	hasConnections: boolean;
	/** Whether it has other inet sockets. */
	hasDatagrams?: boolean;
	/** Whether bytes come back to it without a peer of the scenario: it is ready only after the first bytes. */
	flows?: boolean;
	/** Port that it listens on, if a peer outside can connect. */
	port?: number;
	/** Path of the Unix socket that it listens on, in its root. */
	socket?: string;
	/** Whether it keeps its standard streams, and writes to them. */
	speaks?: boolean;
};

/** Whether any other process can replace it. */
export const onlyCounts = ({args}: Workload): boolean => args.join(' ') === 'count';

/** Counts, and nothing else. */
export const counter = (): Workload => ({args: ['count'], hasConnections: false});

/** Counts, and echoes whatever a peer sends. */
export const echoServer = (port = 7007): Workload => ({args: ['echo', String(port)], hasConnections: true, port});

/** Counts, and echoes whatever a peer sends, over IPv4 and IPv6. */
export const echoServerIpv6 = (port = 7007): Workload => ({args: ['echo6', String(port)], hasConnections: true, port});

/** Counts, and is the client of a peer that listens outside. The address is that on the veth network. */
export const client = (address = outsideAddress, port = 7007): Workload => ({
	args: ['client', address, String(port)],
	hasConnections: true,
	flows: true,
});

/** Counts, and starts to connect to a peer outside: the connection stays open while there is no answer. */
export const connecting = (port = 7007): Workload => ({
	args: ['connecting', outsideAddress, String(port)],
	hasConnections: true,
});

/**
 * Counts, sends a little to a peer that listens outside, and shuts down its sending side. It reads until the peer has
 * sent everything back and closes.
 */
export const ending = (address = outsideAddress, port = 7007): Workload => ({
	args: ['ending', address, String(port)],
	hasConnections: true,
});

/** Counts, sends datagrams to a peer outside, and answers those that it receives. */
export const datagrams = (port = 7007): Workload => ({
	args: ['datagrams', outsideAddress, String(port)],
	hasConnections: false,
	hasDatagrams: true,
	port,
});

/** Counts, and writes a numbered line each time: to its standard output, its standard error and its file /log. */
export const speaker = (): Workload => ({args: ['speaks'], hasConnections: false, speaks: true});

/** Counts, and holds both ends of a pair of connected Unix sockets. */
export const unixPair = (): Workload => ({args: ['pair'], hasConnections: false, flows: true});

/** Counts, and echoes whatever a peer sends over a Unix socket. */
export const unixServer = (socket = '/tmp/socket'): Workload => ({
	args: ['unix', socket],
	hasConnections: false,
	socket,
});

/** Counts, and holds both ends of a connection over the container's own loopback. */
export const loopbackConnection = (port = 7007): Workload => ({
	args: ['loopback', String(port)],
	hasConnections: true,
	flows: true,
});
