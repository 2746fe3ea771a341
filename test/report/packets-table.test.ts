// The table of packets: a row for each kind, with both families in one row if they agree.
import test from 'ava';
import {packetsTables} from '../../harness/report/packets-table.ts';
import {makeCell} from '../fixtures/results.ts';

const at = {image: 'debian-forky', runtime: 'crun', lock: 'nftables', scenario: 'held-packets'} as const;
const flow = {protocol: 'udp', direction: 'out', state: 'new', before: true, after: true} as const;
const packets = [
	{...flow, family: 'ipv4', mark: 0, held: false},
	{...flow, family: 'ipv4', mark: 0xc114, held: true},
	{...flow, family: 'ipv6', mark: 0, held: false},
	{...flow, family: 'ipv6', mark: 0xc114, held: true},
] as const;
const probed = (runtime: string, seen: readonly (typeof packets)[number][]) => {
	const cell = makeCell({...at, runtime});
	return {...cell, evidence: {operations: [], packets: [...seen]}};
};

test('cells with the same answers share a table', t => {
	const [explanation, cells, table, ...more] = packetsTables([
		probed('crun', packets),
		probed('runc', packets),
		makeCell(at),
	]).split('\n\n');
	t.regex(explanation ?? '', /^✓ came through/);
	t.is(cells, '`debian-forky/crun/nftables/held-packets`, `debian-forky/runc/nftables/held-packets`');
	t.deepEqual(
		table?.split('\n').filter(line => !line.includes('---')),
		[
			'| protocol | state | direction | family | no mark | 0xc114 |',
			'| udp | new | out | ipv4, ipv6 | ✓ ✗ ✓ | ✓ ✓ ✓ |',
		],
	);
	t.deepEqual(more, []);
});

test('families that differ have a row each, and a round that did not take place is a dot', t => {
	const [first, second, third] = packets;
	const cut = {...third, held: undefined, after: undefined};
	const text = packetsTables([probed('crun', [first, second, cut as unknown as typeof third])]);
	t.regex(text, /\| ipv4 \| ✓ ✗ ✓ \| ✓ ✓ ✓ \|\n.*\| ipv6 \| ✓ · · \| {1,2}\|/);
	t.is(packetsTables([makeCell(at)]), '');
});
