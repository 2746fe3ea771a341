// Rules beside a lock: they are the same before it and while it is held, or the report names them.
import test from 'ava';
import {besideDifferences} from '../../../harness/evidence/lock/beside.ts';
import {tablesInNft} from '../../../harness/evidence/lock/nft-tables.ts';
import {evidenceText} from '../../fixtures/evidence.ts';

const tables = (name: string) => tablesInNft(evidenceText(`rulesets/${name}.ruleset`));

test('a lock by CRIU changes no rule beside it', t => {
	for (const method of ['nftables', 'iptables']) t.deepEqual(besideDifferences([], tables(`${method}-held`)), []);
});

test('a table that marks packets as CRIU does is named, and so is a missing rule of the container', t => {
	const opened = tablesInNft(
		JSON.stringify({
			nftables: [
				{table: {family: 'inet', name: 'helper'}},
				{
					chain: {
						family: 'inet',
						table: 'helper',
						name: 'raw',
						type: 'filter',
						hook: 'prerouting',
						prio: -300,
						policy: 'accept',
					},
				},
				{
					rule: {
						family: 'inet',
						table: 'helper',
						chain: 'raw',
						expr: [{counter: {packets: 1, bytes: 2}}, {mangle: {key: {meta: {key: 'mark'}}, value: 49428}}],
					},
				},
			],
		}),
	);
	const rule = '`inet helper raw {"mangle":{"key":{"meta":{"key":"mark"}},"value":49428}}`';
	const words = 'the rules beside the lock were to stay as they were, but the network';
	t.deepEqual(besideDifferences([], [...tables('nftables-held'), ...opened]), [`${words} gained ${rule}`]);
	t.deepEqual(besideDifferences(opened, tables('nftables-held')), [`${words} lost ${rule}`]);
});
