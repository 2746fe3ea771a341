// Half a lock, made from the rulesets of whole ones: each direction that is missing is named.
import test from 'ava';
import {openings} from '../../harness/evidence/openings.ts';
import {RulesetInvalid} from '../../harness/evidence/ruleset.ts';
import {evidenceText} from '../fixtures/evidence.ts';

type Listed = {chain?: {name: string; hook?: string; policy?: string}; rule?: {family: string; chain: string}};

const held = (name: string, change: (listed: Listed) => Listed | undefined): string => {
	const {nftables} = JSON.parse(evidenceText(`rulesets/${name}-held.ruleset`)) as {nftables: Listed[]};
	return JSON.stringify({nftables: nftables.flatMap(each => change(each) ?? [])});
};

for (const name of ['nftables-held', 'iptables-held', 'iptables-held-twice', 'skip-held']) {
	test(`a lock as CRIU takes it lets nothing through: ${name}`, t => {
		t.deepEqual(openings(evidenceText(`rulesets/${name}.ruleset`)), []);
	});
}

test('an nftables lock without a chain for one direction lets it through', t => {
	for (const direction of ['input', 'output']) {
		const half = held('nftables', each => (each.chain?.hook === direction ? undefined : each));
		t.deepEqual(openings(half), [`table inet CRIU-6626d3a8-cf2a-42cf-ae drops no ${direction}`]);
	}
});

test('so does one whose chain accepts what no rule says anything of', t => {
	const open = held('nftables', ({chain, ...rest}) => ({...rest, ...(chain && {chain: {...chain, policy: 'accept'}})}));
	t.is(openings(open).length, 2);
});

test('an iptables lock lets through what does not jump to its chain, over IPv6 as well', t => {
	for (const [family, base] of [
		['ip', 'OUTPUT'],
		['ip6', 'INPUT'],
	]) {
		const half = held('iptables', each =>
			each.rule?.family === family && each.rule?.chain === base ? undefined : each,
		);
		t.deepEqual(openings(half), [`no jump ${family} filter ${base} → CRIU`]);
	}
});

test('40,000 tables and chains of a lock are compared with each other in linear time', t => {
	const objects = Array.from({length: 40_000}, (_, index) => [
		{table: {family: 'inet', name: `CRIU-${index}`}},
		{chain: {family: 'inet', table: `CRIU-${index}`, name: 'in', hook: 'input', policy: 'drop'}},
		{chain: {family: `ip${index}`, table: 'filter', name: 'CRIU'}},
	]);
	// Comparing each with each would take minutes.
	t.timeout(30_000);
	t.is(openings(JSON.stringify({nftables: objects.flat()})).length, 3 * 40_000);
});

test('a ruleset that is none is refused by name', t => {
	for (const each of ['garbage', '{"nftables": [{"chain": {"family": 3}}]}']) {
		t.throws(() => openings(each), {instanceOf: RulesetInvalid});
	}
});
