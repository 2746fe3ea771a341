// One defect is one cause, although its cells differ: another field, another method, another operation.
import test from 'ava';
import type {CellResult} from '../../../harness/model/cell-result.ts';
import type {OperationEvidence} from '../../../harness/model/evidence.ts';
import {causesOf} from '../../../harness/results/causes/causes.ts';
import {makeCell, sampleResults} from '../../fixtures/results.ts';

const ofCell = (reason: string, more: Partial<CellResult> = {}): CellResult => ({
	...makeCell({image: 'forky', runtime: 'crun', lock: 'unset', scenario: 'options-at-restore'}),
	outcome: 'fail',
	unexpected: true,
	layer: 'request',
	reason,
	...more,
});

const causesIn = (...cells: CellResult[]) =>
	causesOf({...sampleResults(), cells: cells.map((cell, index) => ({...cell, id: `${cell.id}-${index}`}))}).map(
		({id, party, title}) => [id, party, title],
	);

test('a lock that is lost beside an option, unasked, or another than the requested one is one cause: the field', t => {
	t.deepEqual(
		causesIn(
			ofCell(
				'crun checkpoint: `--network-lock nftables --shell-job` sends no field 64, where each alone makes it network_lock (64) = nftables',
			),
			ofCell('`checkpoint --network-lock skip ID` is accepted, but crun sent no network_lock'),
		),
		[['crun/request/another-lock', 'runtime', 'crun sends no lock where one is asked (`nftables`, `skip`)']],
	);
	t.deepEqual(
		causesIn(
			ofCell('crun restore: `--shell-job` changes a field that is not its own: not there → network_lock (64) = skip'),
			ofCell('nothing was asked of checkpoint, but crun sent network_lock = skip (field 64)'),
			ofCell('--network-lock iptables was asked, but crun sent network_lock = skip (field 64)'),
		),
		[['crun/request/another-lock', 'runtime', 'crun sends `skip` whatever is asked (`iptables`, `nothing`)']],
	);
});

test('another field that goes wrong is one cause for dumps and restores, alone and beside other options', t => {
	const causes = causesIn(
		ofCell('nothing was asked of checkpoint, but crun sent tcp_close = true (field 52), which is not CRIU’s default'),
		ofCell('--tcp-close was asked of restore, but crun sent no tcp_close'),
		ofCell(
			'crun restore: `--tcp-close --shell-job` sends tcp_close (52) = false, where each alone makes it tcp_close (52) = true',
		),
		ofCell('crun restore: `--shell-job` changes a field that is not its own: tcp_close (52) = false → not there'),
	);
	t.deepEqual(
		causes.map(([id]) => id),
		['crun/request/field-tcp-close'],
	);
});

test('the runtime is to blame for a restore that does not find an existing image', t => {
	const reason = 'crun restore fails: Error (criu/protobuf.c:72): Unexpected EOF on (empty-image)';
	const operation: OperationEvidence = {
		operation: 'restore',
		command: 'crun restore',
		exit: 1,
		duration: 1,
		cause: ['x'],
	};
	const cell = (record?: 'nftables') =>
		ofCell(reason, {layer: 'exit', evidence: {operations: [{...operation, ...(record && {record})}]}});
	t.deepEqual(causesIn(cell('nftables')), [
		[
			'crun/restore/exit/another-folder',
			'runtime',
			'crun restore hands CRIU another folder than that of the checkpoint',
		],
	]);
	t.is(causesIn(cell())[0]?.[1], 'CRIU');
});

test('a lock that is gone before the restore unlocks is one cause, whichever lock it was', t => {
	const early = (lock: string) =>
		ofCell(`the restore was to unlock the ${lock} lock, but the kernel had no lock`, {layer: 'kernel'});
	t.deepEqual(causesIn(early('nftables'), early('iptables')), [
		['criu/restore/kernel/nothing-to-unlock', 'CRIU', 'the lock is gone before the restore unlocks'],
	]);
	const other = ofCell(
		'the restore was to unlock the nftables lock, but the kernel had iptables (chain ip filter CRIU)',
		{
			layer: 'kernel',
		},
	);
	t.is(causesIn(other)[0]?.[0], 'criu/restore/kernel/another-lock');
});

const nftablesDump = {
	operation: 'checkpoint',
	command: 'crun checkpoint --network-lock nftables c',
	exit: 0,
	duration: 1,
	request: 'nftables',
	record: 'nftables',
} as const;

test('connections that nothing drops are one cause under every method: iptables has no lock then', t => {
	const iptables = ofCell('while dumped the kernel was to have the iptables lock, but had no lock', {layer: 'kernel'});
	const kernel = [
		{
			stage: 'post-dump',
			locks: ['nftables'],
			objects: ['table inet CRIU-1'],
			differences: ['conns4: 127.0.0.1:7 → 127.0.0.1:9 was to be dropped, but nothing drops it'],
		},
	];
	const operation: OperationEvidence = {...nftablesDump, kernel};
	const nftables = ofCell('while dumped conns4: …', {layer: 'kernel', evidence: {operations: [operation]}});
	t.deepEqual(
		causesIn(iptables, nftables).map(([id, party]) => [id, party]),
		[['criu/checkpoint/kernel/lock-not-exact', 'CRIU']],
	);
});

test('a lock that is let go of while it must hold is told as that, whoever puts it back', t => {
	const differences = ['the lock was to stay until the dump had ended, but it was taken away and put back'];
	const kernel = [{stage: 'post-dump', locks: ['nftables'], objects: ['table inet CRIU-1'], differences}];
	const operation: OperationEvidence = {...nftablesDump, kernel};
	const cell = ofCell('while dumped the lock was to stay', {layer: 'kernel', evidence: {operations: [operation]}});
	t.deepEqual(causesIn(cell)[0]?.slice(0, 3), [
		'criu/checkpoint/kernel/lock-taken-away-meanwhile',
		'CRIU',
		'CRIU lets go of its lock while it dumps',
	]);
});

test('a verdict on the kernel is one cause under every method, whatever objects it names', t => {
	const held = (words: string) => ofCell(`before the dump locked anything the kernel had ${words}`, {layer: 'kernel'});
	t.is(causesIn(held('nftables (table inet CRIU-1)'), held('iptables (chain ip filter CRIU)')).length, 1);
});

test('a change outside the lock is one cause, whichever lock it was', t => {
	const dump = (lock: 'iptables' | 'nftables', difference: string): OperationEvidence => ({
		operation: 'checkpoint',
		command: `crun checkpoint --network-lock ${lock} c`,
		exit: 0,
		duration: 1,
		request: lock,
		record: lock,
		kernel: [
			{stage: 'network-lock', locks: [], objects: []},
			{stage: 'post-dump', locks: [lock], objects: [], differences: [difference]},
		],
	});
	const cell = (lock: 'iptables' | 'nftables') =>
		ofCell('while dumped …', {
			lock,
			layer: 'kernel',
			evidence: {
				operations: [dump(lock, 'the tasks were to be dumped under the lock, but CRIU dumped them before it')],
			},
		});
	t.deepEqual(causesIn(cell('iptables'), cell('nftables')), [
		['criu/checkpoint/kernel/dumped-before-the-lock', 'CRIU', 'CRIU dumps the tasks before it locks the network'],
	]);
});

test('a lock that is left behind by dumps and by restores is one cause: nobody removes it', t => {
	const left = (operation: 'checkpoint' | 'restore') =>
		ofCell('left behind in the container’s network namespace: table inet CRIU-1', {
			layer: 'kernel',
			evidence: {operations: [{operation, command: `crun ${operation} c`, exit: 1, duration: 1}]},
		});
	t.deepEqual(causesIn(left('checkpoint'), left('restore')), [
		['criu/kernel/lock-left-behind', 'CRIU', 'CRIU leaves its nftables lock behind after a checkpoint and restore'],
	]);
});

const failing = (reason: string, operation: Partial<OperationEvidence>): CellResult =>
	ofCell(reason, {
		layer: 'exit',
		evidence: {operations: [{operation: 'checkpoint', command: 'crun checkpoint', exit: 1, duration: 1, ...operation}]},
	});

test('a CRIU that dies without a message is CRIU’s crash, whoever reports it', t => {
	for (const words of [
		'criu failed: read unixpacket @->@: EOF',
		'CRIU checkpointing failed -70. Please check CRIU logfile /cell/criu-1/dump.log',
	]) {
		t.is(causesIn(failing(`crun checkpoint fails: ${words}`, {}))[0]?.[1], 'CRIU');
	}
	t.is(causesIn(failing('crun checkpoint fails: exit 139, and no word of why', {}))[0]?.[1], 'runtime');
});

test('an endless operation is CRIU’s while CRIU works on it, and the runtime’s before and after', t => {
	const party = (operation: Partial<OperationEvidence>) =>
		causesIn(
			failing(`crun ${operation.operation} fails: it did not end within its time limit`, {exit: null, ...operation}),
		)[0]?.[1];
	const resumed = {kernel: [{stage: 'pre-resume', locks: [], objects: []}]};
	t.is(party({operation: 'checkpoint'}), 'runtime');
	t.is(party({operation: 'checkpoint', request: 'absent'}), 'CRIU');
	t.is(party({operation: 'checkpoint', request: 'absent', record: 'iptables'}), 'runtime');
	t.is(party({operation: 'restore', request: 'absent', record: 'iptables'}), 'CRIU');
	t.is(party({operation: 'restore', request: 'absent', ...resumed}), 'runtime');
});
