// Layer 4: the bytes that wait in the container's sockets, from lines of `ss -Htn`.
import test from 'ava';
import {socketQueues} from '../../harness/evidence/socket-queues.ts';

test('received bytes that nobody read come first, sent bytes without an acknowledgement second', t => {
	const listing =
		'ESTAB 65160 87040 192.0.2.2:7007 192.0.2.1:47712 \nESTAB 0      0   192.0.2.2:7007 192.0.2.1:47714\n';
	t.deepEqual(socketQueues(listing), [
		{unread: 65160, unsent: 87040},
		{unread: 0, unsent: 0},
	]);
});

test('only established connections count', t => {
	t.deepEqual(socketQueues('FIN-WAIT-1 0 17 192.0.2.2:7007 192.0.2.1:47712\nLISTEN 0 64 0.0.0.0:7007 0.0.0.0:*\n'), []);
	t.deepEqual(socketQueues(''), []);
});
