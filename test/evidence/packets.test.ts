// What a lock must do with each kind of packet, and the lines that the probing tool prints.
import test from 'ava';
import {describeFlows, packetLine, passesLock} from '../../harness/evidence/packets.ts';
import type {Flow} from '../../harness/model/packets.ts';

const flow: Flow = {protocol: 'tcp', family: 'ipv4', direction: 'out', state: 'new', mark: 0};

test('packets with CRIU’s mark pass, those with other marks do not, and forwarded ones pass without a mark', t => {
	for (const direction of ['out', 'loopback'] as const) {
		t.true(passesLock({...flow, direction, mark: 0xc114}));
		for (const mark of [0, 0x1c114, 0xc115]) t.false(passesLock({...flow, direction, mark}), mark.toString(16));
	}
	t.false(passesLock({...flow, direction: 'in', mark: 0xc114}));
	t.true(passesLock({...flow, direction: 'forwarded'}));
});

test('a line is read whole or not at all', t => {
	const line = JSON.stringify({event: 'round', round: 2, flows: [{...flow, passed: true}]});
	t.deepEqual(packetLine(line), {event: 'round', round: 2, flows: [{...flow, passed: true}]});
	t.deepEqual(packetLine('{"event":"ready"}'), {event: 'ready'});
	for (const half of ['', line.slice(0, -1), '{"event":"other"}', line.replace('tcp', 'sctp')]) {
		t.is(packetLine(half), undefined);
	}
});

test('a flow is described by its fields', t => {
	t.is(
		describeFlows([flow, {...flow, family: 'ipv6', mark: 0xc114}, {...flow, protocol: 'udp', direction: 'in'}]),
		'tcp, udp over ipv4, ipv6; out, in; new; unmarked, marked 0xc114',
	);
});
