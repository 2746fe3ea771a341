// A sentence names each change to CRIU's nftables lock.
import test from 'ava';
import {
	accept,
	adding,
	type Change,
	changed,
	hooked,
	inNft,
	inTable,
	isOf,
	mark,
	marked,
	match,
	ofChain,
	table,
	without,
	withRule,
} from './changed-lock.ts';

const outputWas = `chain ${table} output was to have ${marked}, but has`;
const ofNftables: Record<string, [Change, string]> = {
	'UDP is accepted': [
		withRule('output', [match({meta: {key: 'l4proto'}}, 'udp'), accept]),
		`${outputWas} ${marked}, \`meta l4proto udp accept\``,
	],
	'ICMPv6 is accepted, before the mark': [
		withRule('output', [match({meta: {key: 'l4proto'}}, 'ipv6-icmp'), accept], true),
		`${outputWas} \`meta l4proto ipv6-icmp accept\`, ${marked}`,
	],
	'what is established is accepted': [
		withRule('output', [match({ct: {key: 'state'}}, ['established', 'related'], 'in'), accept]),
		`${outputWas} ${marked}, \`ct state in ["established","related"] accept\``,
	],
	'loopback is accepted': [
		withRule('output', [match({meta: {key: 'oifname'}}, 'lo'), accept]),
		`${outputWas} ${marked}, \`meta oifname lo accept\``,
	],
	'an address is accepted': [
		withRule('output', [
			match({payload: {protocol: 'ip', field: 'daddr'}}, {prefix: {addr: '192.0.2.0', len: 24}}),
			accept,
		]),
		`${outputWas} ${marked}, \`ip daddr 192.0.2.0/24 accept\``,
	],
	'the mark is another': [
		object =>
			isOf(object, 'rule', 'output') ? [{rule: {...object.rule, expr: [match(mark, 0xc115), accept]}}] : [object],
		`${outputWas} \`meta mark 0xc115 accept\``,
	],
	'the mark has a mask': [
		object =>
			isOf(object, 'rule', 'output')
				? [{rule: {...object.rule, expr: [match({'&': [mark, 0xffff]}, 0xc114), accept]}}]
				: [object],
		`${outputWas} \`meta mark & 0xffff 0xc114 accept\``,
	],
	'the verdict is another': [
		object =>
			isOf(object, 'rule', 'output') ? [{rule: {...object.rule, expr: [match(mark, 0xc114), {drop: null}]}}] : [object],
		`${outputWas} \`meta mark 0xc114 drop\``,
	],
	'marked packets have no rule': [without('rule', 'output'), `${outputWas} no rule`],
	'the policy is another': [
		ofChain('input', {policy: 'accept'}),
		`chain ${table} input was to be ${hooked('input')}, but is ${hooked('input', 'accept')}`,
	],
	'the hook is another': [
		ofChain('input', {hook: 'prerouting'}),
		`chain ${table} input was to be ${hooked('input')}, but is ${hooked('prerouting')}`,
	],
	'the priority is another': [
		ofChain('input', {prio: 300}),
		`chain ${table} input was to be ${hooked('input')}, but is ${hooked('input', 'drop', 300)}`,
	],
	'a direction is missing': [
		without('chain', 'input'),
		`chain ${table} input was to have ${marked}, but there is no such chain`,
	],
	'there is a further chain': [
		adding({chain: {...inTable, name: 'forward', type: 'filter', hook: 'forward', prio: 0, policy: 'drop'}}),
		`table ${table} was to have no chain forward, but has one ${hooked('forward')}: no rule`,
	],
	'there is a set': [
		adding({set: {...inTable, name: 'friends', type: 'ipv4_addr', flags: ['interval']}}),
		`set ${table} friends was to be of type none, but is of ipv4_addr flags interval`,
	],
	'there is a map': [
		adding({map: {...inTable, name: 'verdicts', type: 'mark', map: 'verdict'}}),
		`table ${table} was to have nothing else, but has map verdicts`,
	],
	'the table sleeps': [
		object => (isOf(object, 'table', inTable.table ?? '') ? [{table: {...object.table, flags: 'dormant'}}] : [object]),
		`table ${table} was to have nothing else, but has flags dormant`,
	],
};

for (const [what, [change, said]] of Object.entries(ofNftables)) {
	test(`nftables: ${what}`, t => {
		t.deepEqual(inNft(changed('nftables-held', change)), [said]);
	});
}
