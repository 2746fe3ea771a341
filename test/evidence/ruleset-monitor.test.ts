// Which program put the lock into the kernel, from the output of `nft monitor` during real dumps.
import test from 'ava';
import {lockMakers} from '../../harness/evidence/ruleset-monitor.ts';
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
