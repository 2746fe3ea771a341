// Which program put the lock into the kernel, from the output of `nft monitor` during real dumps.
import test from 'ava';
import {isTakenAway, lockMakers} from '../../harness/evidence/ruleset-monitor.ts';
import {evidenceText} from '../fixtures/evidence.ts';

const monitor = (name: string): string => evidenceText(`rulesets/${name}-monitor.txt`);

test('under iptables CRIU has two programs make the lock, one for each family', t => {
	t.deepEqual(lockMakers(monitor('iptables')), ['iptables-restor', 'ip6tables-resto']);
});

test('under nftables CRIU makes the lock itself, in several transactions', t => {
	t.deepEqual(lockMakers(monitor('nftables')), ['criu']);
});

test('a program that changes other rules meanwhile did not make the lock', t => {
	const [before, after] = ['firewalld', 'nft'].map(
		(name, index) => `add table inet other\n# new generation ${index + 7} by process ${index + 20} (${name})\n`,
	);
	t.deepEqual(lockMakers(`${before}${monitor('nftables')}${after}`), ['criu']);
});

test('a change without a printed program has no maker', t => {
	const [first = ''] = monitor('nftables').split('\n');
	t.deepEqual(lockMakers(`${first}\n`), []);
	t.deepEqual(lockMakers(''), []);
});

test('a lock of which an object is deleted meanwhile was taken away, and other rules may come and go', t => {
	const objects = ['table inet CRIU-1', 'chain ip filter CRIU', 'jump ip filter INPUT → CRIU'];
	for (const name of ['iptables', 'nftables']) t.false(isTakenAway(monitor(name), objects));
	for (const line of ['delete table inet CRIU-1', 'delete chain ip filter CRIU', 'destroy table inet CRIU-1']) {
		t.true(isTakenAway(`${monitor('nftables')}${line}\n# new generation 9 by process 7 (criu)\n`, objects), line);
	}
	t.false(isTakenAway('delete table inet CRIU-12\ndelete chain ip filter CRIU-LIKE\ndelete table ip mine\n', objects));
	t.false(isTakenAway('delete table inet CRIU-1\n', []));
});
