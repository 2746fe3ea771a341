// The container's connections, from /proc/net/tcp and tcp6 of a real process and its descriptors.
import test from 'ava';
import {connectionsIn} from '../../../harness/evidence/lock/sockets.ts';

const listing = `socket:[101]
socket:[102]
socket:[103]
socket:[104]
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1B5F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1B5F 0100007F:EC22 08 00000000:00000000 00:00000000 00000000     0        0 102 2 0000000000000000 20 4 30 10 -1
   2: 0100007F:EC22 0100007F:1B5F 04 00000000:00000000 00:00000000 00000000     0        0 999 2 0000000000000000 20 4 30 10 -1
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: B80D0120000000000000000002000000:1B5F B80D0120000000000000000001000000:D0BA 01 00000000:00000000 00:00000000 00000000     0        0 103 1 0000000000000000 20 4 28 10 -1
   1: 0000000000000000FFFF0000020200C0:1B5F 0000000000000000FFFF0000010200C0:D0BC 01 00000000:00000000 00:00000000 00000000     0        0 104 1 0000000000000000 20 4 28 10 -1
`;

test('the connections of the process are found over both families, in every state, without listeners', t => {
	t.deepEqual(connectionsIn(listing), [
		{local: '127.0.0.1:7007', remote: '127.0.0.1:60450'},
		{local: '[2001:db8::2]:7007', remote: '[2001:db8::1]:53434'},
		{local: '192.0.2.2:7007', remote: '192.0.2.1:53436'},
	]);
});

test('no connection is found in an empty listing, nor one of another process', t => {
	t.deepEqual(connectionsIn(''), []);
	t.deepEqual(connectionsIn(listing.replaceAll(/socket:\[\d+\]/g, '')), []);
});
