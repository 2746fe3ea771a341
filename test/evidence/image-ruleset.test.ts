// Layer 2: the lock in the ruleset of a dumped network namespace.
import test from 'ava';
import {lockInImage} from '../../harness/evidence/image-ruleset.ts';

const magic = '\u0019\u0048\u0055\u0056';
const nftables = `${magic}table inet CRIU-5b7a3a02-b680-4262-a0 {\n\tchain output {\n\t\tmeta mark 0x0000c114 accept\n\t}\n}\n`;
const iptables = `${magic}table ip filter {\n\tchain CRIU {\n\t\tmeta mark 0x0000c114 counter accept\n\t}\n}\n`;
const legacy = '*filter\n:INPUT ACCEPT [0:0]\n:CRIU - [0:0]\n-A INPUT -j CRIU\nCOMMIT\n';

test('each lock is known by the name that CRIU gives it', t => {
	t.deepEqual(lockInImage(nftables), ['nftables']);
	t.deepEqual(lockInImage(iptables), ['iptables']);
	t.deepEqual(lockInImage(legacy), ['iptables']);
	t.deepEqual(lockInImage(`${iptables}\n${nftables}`), ['iptables', 'nftables']);
});

test('a ruleset of other programs is no lock', t => {
	const others = `${magic}table inet mine {\n\tchain CRIUX {\n\t}\n}\n`;
	t.deepEqual(lockInImage(others), []);
	t.deepEqual(lockInImage(''), []);
});
