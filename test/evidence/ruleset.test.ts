// Layer 3: the lock in the kernel, from rulesets that were listed during real dumps.
import test from 'ava';
import {RulesetInvalid} from '../../harness/evidence/nft-listing.ts';
import {lockInLegacySave, lockInRuleset} from '../../harness/evidence/ruleset.ts';
import {evidenceText} from '../fixtures/evidence.ts';

const listed = (name: string) => lockInRuleset(evidenceText(`rulesets/${name}.ruleset`));
const saved = (name: string) => lockInLegacySave(evidenceText(`rulesets/${name}.save`));

test('while dumped under nftables there is one table, and no rule of iptables', t => {
	t.deepEqual(listed('nftables-held'), {locks: ['nftables'], objects: ['table inet CRIU-6626d3a8-cf2a-42cf-ae']});
});

test('while dumped under iptables there are the chain and the jumps to it, for IPv4 and IPv6', t => {
	const {locks, objects} = listed('iptables-held');
	t.deepEqual(locks, ['iptables']);
	t.deepEqual(objects.toSorted(), [
		'chain ip filter CRIU',
		'chain ip6 filter CRIU',
		'jump ip filter INPUT → CRIU',
		'jump ip filter OUTPUT → CRIU',
		'jump ip6 filter INPUT → CRIU',
		'jump ip6 filter OUTPUT → CRIU',
	]);
});

test('a lock that was taken twice is one lock, with every jump shown', t => {
	const {locks, objects} = listed('iptables-held-twice');
	t.deepEqual(locks, ['iptables']);
	t.is(objects.filter(each => each === 'jump ip filter INPUT → CRIU').length, 2);
});

for (const name of ['skip-held', 'nftables-released', 'iptables-released']) {
	test(`there is no lock in ${name}`, t => {
		t.deepEqual(listed(name), {locks: [], objects: []});
	});
}

test('iptables-legacy is seen in its own tables, where nft sees nothing', t => {
	t.deepEqual(listed('iptables-legacy-held').locks, []);
	const {locks, objects} = saved('iptables-legacy-held');
	t.deepEqual(locks, ['iptables']);
	t.deepEqual([...new Set(objects)], ['legacy :CRIU - [0:0]', 'legacy -A INPUT -j CRIU', 'legacy -A OUTPUT -j CRIU']);
	t.deepEqual(saved('iptables-legacy-released'), {locks: [], objects: []});
	t.deepEqual(lockInLegacySave(''), {locks: [], objects: []});
});

const added = (...objects: object[]): string =>
	JSON.stringify({nftables: [{metainfo: {json_schema_version: 1}}, ...objects]});

test('other programs’ rules with similar names are not a lock', t => {
	const rule = {family: 'ip', table: 'filter', chain: 'INPUT', handle: 1};
	const others = added(
		{table: {family: 'ip', name: 'CRIU-by-hand', handle: 1}},
		{table: {family: 'inet', name: 'my-CRIU-table', handle: 2}},
		{chain: {family: 'ip', table: 'filter', name: 'CRIU-LOG', handle: 3}},
		{rule: {...rule, expr: [{jump: {target: 'CRIU-LOG'}}]}},
		{rule: {...rule, comment: 'no expression at all'}},
		{set: {family: 'inet', name: 'CRIU-', table: 'x', type: 'mark', handle: 4}},
	);
	t.deepEqual(lockInRuleset(others), {locks: [], objects: []});
	t.deepEqual(lockInLegacySave(':CRIUS - [0:0]\n-A INPUT -m comment --comment "-j no" -j CRIUS\n').locks, []);
});

test('a jump without its chain is still left behind', t => {
	const rule = {family: 'ip', table: 'filter', chain: 'OUTPUT', handle: 9, expr: [{jump: {target: 'CRIU'}}]};
	t.deepEqual(lockInRuleset(added({rule})).objects, ['jump ip filter OUTPUT → CRIU']);
});

test('two locks at the same time are both shown', t => {
	const both = added(
		{table: {family: 'inet', name: 'CRIU-1', handle: 1}},
		{chain: {family: 'ip', table: 'filter', name: 'CRIU', handle: 1}},
	);
	t.deepEqual(lockInRuleset(both).locks, ['nftables', 'iptables']);
});

test('a ruleset that is cut short anywhere is refused, and does not pass for one without a lock', t => {
	const whole = evidenceText('rulesets/nftables-held.ruleset').trimEnd();
	for (let length = 0; length < whole.length; length++) {
		t.throws(() => lockInRuleset(whole.slice(0, length)), {instanceOf: RulesetInvalid});
	}
	t.throws(() => lockInRuleset('{"tables": []}'), {message: /cannot be read\n\{"tables": \[\]\}$/});
});

// As listed in the host's network namespace, after a dump under iptables with `--tcp-established`.
const oneConnection = (mark: number, verdict: string) =>
	JSON.stringify({
		nftables: [
			{
				rule: {
					family: 'ip',
					table: 'filter',
					chain: 'INPUT',
					expr: [
						{match: {op: '==', left: {payload: {protocol: 'ip', field: 'saddr'}}, right: '127.0.0.1'}},
						{match: {op: '!=', left: {meta: {key: 'mark'}}, right: mark}},
						{match: {op: '==', left: {payload: {protocol: 'tcp', field: 'dport'}}, right: 7007}},
						{[verdict]: null},
					],
				},
			},
		],
	});

test('a rule that drops one connection, except for packets with CRIU’s mark, is a lock too', t => {
	t.deepEqual(lockInRuleset(oneConnection(0xc114, 'drop')), {
		locks: ['iptables'],
		objects: ['rule ip filter INPUT drops a connection'],
	});
	t.deepEqual(lockInRuleset(oneConnection(1, 'drop')).locks, []);
	t.deepEqual(lockInRuleset(oneConnection(0xc114, 'accept')).locks, []);
});

test('such a rule of iptables-legacy is a lock too', t => {
	const rule = '-A INPUT -s 127.0.0.1/32 -d 127.0.0.1/32 -p tcp -m mark ! --mark 0xc114 -m tcp --dport 7007 -j DROP';
	t.deepEqual(lockInLegacySave(`*filter\n${rule}\nCOMMIT\n`).locks, ['iptables']);
	t.deepEqual(lockInLegacySave(rule.replace('0xc114', '0x1')).locks, []);
});

test('a table with CRIU’s name is its lock in every family, and is shown with its family', t => {
	const inFamily = (family: string, name: string): string => JSON.stringify({nftables: [{table: {family, name}}]});
	for (const name of ['CRIU-15bfca81-e563-4682-92', 'CRIU-76']) {
		t.deepEqual(lockInRuleset(inFamily('ip', name)), {locks: ['nftables'], objects: [`table ip ${name}`]});
	}
	t.deepEqual(lockInRuleset(inFamily('ip', 'CRIU-mine')), {locks: [], objects: []});
});

test('a rule of a megabyte is read at once', t => {
	t.timeout(20_000);
	t.deepEqual(lockInLegacySave('-m mark ! --mark 0xc114 '.repeat(40_000)).locks, []);
});
