// A bad network: drops a number of connections before it lets any through.
import {connect, createServer} from 'node:net';

export type FlakyProxy = {host: string; dropped: () => number; stop: () => Promise<void>};

export const startFlakyProxy = async (target: number, drops: number): Promise<FlakyProxy> => {
	let seen = 0;
	const server = createServer(client => {
		seen++;
		if (seen <= drops) {
			client.resetAndDestroy();
			return;
		}
		const upstream = connect(target, '127.0.0.1');
		client.pipe(upstream).pipe(client);
		for (const socket of [client, upstream]) socket.on('error', () => client.destroy());
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		host: `127.0.0.1:${address.port}`,
		dropped: () => Math.min(seen, drops),
		stop: () => new Promise(resolve => server.close(() => resolve())),
	};
};
