// A sentence names each change to CRIU's iptables lock, in iptables-nft and iptables-legacy.
import test from 'ava';
import {
	accept,
	type Change,
	changed,
	inNft,
	inSave,
	isOf,
	marked,
	match,
	ofChain,
	saved,
	without,
	withRule,
} from './changed-lock.ts';

const inFilter =
	(change: Change): Change =>
	object =>
		Object.values(object).some(each => 'family' in each && each.family === 'ip') ? change(object) : [object];
const udp = [match({payload: {protocol: 'ip', field: 'protocol'}}, 'udp'), {counter: {packets: 7, bytes: 9}}, accept];
const ofIptables: Record<string, [Change, string]> = {
	'a protocol is accepted before the drop': [
		inFilter(object =>
			isOf(object, 'rule', 'CRIU') && JSON.stringify(object).includes('drop')
				? [{rule: {...object.rule, expr: udp}}, object]
				: [object],
		),
		`chain ip filter CRIU was to have ${marked}, \`drop\`, but has ${marked}, \`ip protocol udp accept\`, \`drop\``,
	],
	'nothing is dropped': [
		inFilter(object => (isOf(object, 'rule', 'CRIU') && JSON.stringify(object).includes('drop') ? [] : [object])),
		`chain ip filter CRIU was to have ${marked}, \`drop\`, but has ${marked}`,
	],
	'a rule stands before the jump': [
		inFilter(withRule('INPUT', udp, true)),
		'chain ip filter INPUT was to begin with `jump CRIU`, but begins with `ip protocol udp accept`',
	],
	'the jump has a condition': [
		inFilter(object =>
			isOf(object, 'rule', 'OUTPUT')
				? [
						{
							rule: {
								...object.rule,
								expr: [match({payload: {protocol: 'ip', field: 'protocol'}}, 'tcp'), {jump: {target: 'CRIU'}}],
							},
						},
					]
				: [object],
		),
		'chain ip filter OUTPUT was to begin with `jump CRIU`, but begins with `ip protocol tcp jump CRIU`',
	],
	'a direction is missing': [
		inFilter(without('rule', 'OUTPUT')),
		'chain ip filter OUTPUT was to begin with `jump CRIU`, but begins with no rule',
	],
	'forwarded packets go there too': [
		inFilter(object =>
			isOf(object, 'chain', 'INPUT')
				? [
						object,
						{
							chain: {
								family: 'ip',
								table: 'filter',
								name: 'FORWARD',
								type: 'filter',
								hook: 'forward',
								prio: 0,
								policy: 'accept',
							},
						},
						{rule: {family: 'ip', table: 'filter', chain: 'FORWARD', expr: [{jump: {target: 'CRIU'}}]}},
					]
				: [object],
		),
		'chain ip filter FORWARD was to have no jump to CRIU, but has `jump CRIU`',
	],
	'the hook is another': [
		inFilter(ofChain('INPUT', {prio: 10})),
		'chain ip filter INPUT was to be `filter hook input priority 0`, but is `filter hook input priority 10`',
	],
};

for (const [what, [change, said]] of Object.entries(ofIptables)) {
	test(`iptables-nft: ${what}`, t => {
		t.deepEqual(inNft(changed('iptables-held', change)), [said]);
	});
}

const chain = 'chain legacy ip filter CRIU';
const rule = '-A CRIU -m mark --mark 0xc114 -j ACCEPT\n';
const ofLegacy: Record<string, [string, string]> = {
	'a mask': [
		rule.replace('0xc114', '0xc114/0xffff'),
		`${chain} was to have ${marked}, \`drop\`, but has \`meta mark & 0xffff 0xc114 accept\`, \`drop\``,
	],
	'the mark turned round': [
		rule.replace('--mark', '! --mark'),
		`${chain} was to have ${marked}, \`drop\`, but has \`meta mark != 0xc114 accept\`, \`drop\``,
	],
	'what is established': [
		`${rule}-A CRIU -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n`,
		`${chain} was to have ${marked}, \`drop\`, but has ${marked}, \`-m conntrack --ctstate RELATED,ESTABLISHED accept\`, \`drop\``,
	],
	'a port of TCP': [
		`${rule}-A CRIU -s 192.0.2.1/32 -p tcp -m tcp --dport 22 -j ACCEPT\n`,
		`${chain} was to have ${marked}, \`drop\`, but has ${marked}, \`ip saddr 192.0.2.1 tcp dport 22 accept\`, \`drop\``,
	],
	'an interface': [
		`${rule}-A CRIU -i lo -j ACCEPT\n`,
		`${chain} was to have ${marked}, \`drop\`, but has ${marked}, \`-i lo accept\`, \`drop\``,
	],
};

for (const [what, [rules, said]] of Object.entries(ofLegacy)) {
	test(`iptables-legacy: ${what}`, t => {
		t.deepEqual(inSave(saved.replace(rule, rules)), [said]);
	});
}
