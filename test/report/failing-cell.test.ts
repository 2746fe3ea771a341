// A failing cell in a few lines: the layer that disagreed, and the evidence of each operation.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {failingCell} from '../../harness/report/failing-cell.ts';

const cell: CellResult = {
	id: 'debian-forky/crun@1.19/unset/unset-leaves-choice',
	image: 'debian-forky',
	runtime: 'crun@1.19',
	lock: 'unset',
	scenario: 'unset-leaves-choice',
	outcome: 'fail',
	expected: 'pass',
	unexpected: true,
	layer: 'request',
	reason: 'crun sent iptables',
	attempts: 1,
	evidence: {
		operations: [
			{
				operation: 'checkpoint',
				command: 'crun checkpoint',
				exit: 1,
				duration: 340,
				request: 'iptables',
				record: 'iptables',
				kernel: [
					{stage: 'network-lock', locks: ['iptables'], objects: []},
					{stage: 'after', locks: [], objects: []},
				],
				cause: ['Error (criu/net.c): \x1b[31mfailed'],
			},
			{operation: 'restore', command: 'crun restore', exit: null, duration: 20_000},
		],
		workload: {before: 3, after: 7},
	},
	reproduce: 'bin/netlock shell debian-forky --runtime crun=./crun --lock unset',
};

test('all evidence is shown, and the command that runs the cell again', t => {
	t.deepEqual(failingCell(cell, 'out/index.html'), [
		'debian-forky/crun@1.19/unset/unset-leaves-choice',
		'request: crun sent iptables',
		'checkpoint:',
		'  request: field 64: iptables',
		'  exit: exit 1 in 340ms',
		'  record: iptables',
		'  kernel: network-lock: iptables; after: no lock',
		'  Error (criu/net.c): failed',
		'restore:',
		'  exit: stopped at its time limit, 20s',
		'workload: counter 3 → 7',
		'reproduce: bin/netlock shell debian-forky --runtime crun=./crun --lock unset',
		'report: out/index.html',
	]);
});

test('absent evidence is not shown', t => {
	const {evidence: _, reproduce: __, ...bare} = cell;
	t.deepEqual(failingCell(bare, 'here'), [cell.id, 'request: crun sent iptables', 'report: here']);
});
