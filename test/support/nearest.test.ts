// Names that are near a mistyped one.
import test from 'ava';
import {notAmong} from '../../harness/model/usage-error.ts';
import {nearest} from '../../harness/support/nearest.ts';

const names = ['tcp-loopback', 'tcp-veth', 'tcp-veth-ipv6', 'unset-leaves-choice', 'skip'];

for (const [value, expected] of [
	['tcp-lopback', ['tcp-loopback']],
	['TCP-VETH', ['tcp-veth']],
	['tcp-vet', ['tcp-veth']],
	['sikp', ['skip']],
	['skp', ['skip']],
	['unset-l', ['unset-leaves-choice']],
	['un', []],
	['nope', []],
	['', []],
] as const) {
	test(`names near "${value}": ${expected.join(', ') || 'none of them'}`, t => {
		t.deepEqual(nearest(value, names), expected);
	});
}

test('the nearest name is first, and no more than three are named', t => {
	t.deepEqual(nearest('cell-1', ['cell-22', 'cell-2', 'cell-3', 'cell-11', 'cell-1']), ['cell-1', 'cell-2', 'cell-3']);
});

test('if there is no name at all, the error says so', t => {
	t.is(notAmong('--cause', 'x', []).message, '--cause: there is no "x"\nThere are none yet.');
});

test('few valid names are all listed; of many, the error says how to list them', t => {
	t.is(
		notAmong('--scenario', 'tcp-vet', names).message,
		'--scenario: there is no "tcp-vet"\nDid you mean tcp-veth?\nValid: tcp-loopback, tcp-veth, tcp-veth-ipv6, unset-leaves-choice, skip',
	);
	const many = Array.from({length: 60}, (_, index) => `scenario-${index}`);
	t.is(
		notAmong('--scenario', 'x', many, '`netlock list` shows them').message,
		'--scenario: there is no "x"\nThere are 60 valid names: `netlock list` shows them.',
	);
});
