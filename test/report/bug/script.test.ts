// The reproducer of a cell: the failure that it looks for, its syntax, and how it reads the files of runtimes and CRIU.
import {execFileSync} from 'node:child_process';
import test from 'ava';
import type {CellResult} from '../../../harness/model/cell-result.ts';
import type {OperationEvidence} from '../../../harness/model/evidence.ts';
import {failureOf} from '../../../harness/report/bug/failure.ts';
import {reproducer} from '../../../harness/report/bug/script.ts';
import {lockIn, protobuf} from '../../../harness/report/bug/script-parts.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {makeCell, sampleResults} from '../../fixtures/results.ts';

const results = sampleResults();
const passing = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'explicit-lock'});
const lines = {
	checkpoint: 'crun checkpoint --network-lock nftables --image-path /cell/image-1 --work-path /cell/criu-1 netlock',
	restore: 'crun restore --detach --bundle /cell/bundle --image-path /cell/image-1 --work-path /cell/criu-1 netlock',
};

/** Fails on `layer`, with these operations. */
const failing = (layer: CellResult['layer'], ...changes: Partial<OperationEvidence>[]): CellResult => ({
	...passing,
	outcome: 'fail',
	unexpected: true,
	layer,
	reason: 'it is wrong',
	evidence: {
		operations: (passing.evidence?.operations ?? []).map((operation, index) => ({
			...operation,
			command: lines[operation.operation],
			...changes[index],
		})),
	},
});

const failures = {
	'a request': [failing('request', {request: 'skip'}), {expected: 'nftables', at: 1}],
	'a request of the restore': [failing('request', {}, {request: 'iptables'}), {expected: 'absent', at: 2}],
	'a record': [failing('record', {record: 'iptables'}), {expected: 'nftables', at: 1}],
	'a lock that is left': [
		failing('kernel', {}, {kernel: [{stage: 'after', locks: ['nftables'], objects: []}]}),
		{expected: 'no lock', stage: 'after', at: 2},
	],
	'no lock while dumped': [
		failing('kernel', {kernel: [{stage: 'post-dump', locks: [], objects: []}]}),
		{expected: 'nftables', stage: 'post-dump', at: 1},
	],
	'an operation that fails': [failing('exit', {}, {exit: 1}), {expected: 'exit 0', at: 2}],
	'an operation that was to fail': [failing('exit'), {expected: 'a refusal', at: 2}],
	'a lock that is there in part': [failing('kernel'), {layer: 'behaviour', expected: 'dropped', at: 2}],
	'a network that is open': [failing('behaviour'), {expected: 'dropped', at: 2}],
} as const;

for (const [name, [cell, {at, ...expected}]] of Object.entries(failures)) {
	test(`${name}: the reproducer checks the operation that shows it, and a shell accepts the script`, t => {
		const failure = failureOf(cell, results);
		if ('why' in failure) return t.fail(failure.why);
		t.like(failure, expected);
		t.is(failure.operations.length, at);
		const script = reproducer(failure, ['a title\nrm -rf /', 'crun: 1.28']);
		execFileSync('sh', ['-n'], {input: script});
		t.true(script.startsWith('#!/bin/sh\n# a title rm -rf /\n# crun: 1.28\n'));
		t.true(script.includes('checkpoint --network-lock nftables --image-path "$dir"/image-1'));
		t.notRegex(script, /netlock(?!_)|\/cell/);
	});
}

for (const [name, cell] of Object.entries({
	'a cell that passes': passing,
	'another place': failing('exit', {exit: 1, place: 'trixie'}),
	podman: failing('exit', {command: 'podman container checkpoint x'}),
	'a second container': failing('exit', {command: `${lines.checkpoint}-2`}),
	'what is judged by more than a name': failing('record'),
})) {
	test(`no script can show it: ${name}`, t => {
		t.true('why' in failureOf(cell, results));
	});
}

test('fields of messages are read in their wire format', t => {
	const read = (command: string) => execFileSync('sh', ['-c', `${protobuf}\n${command}`], {encoding: 'utf8'}).trim();
	// 1: 10, 2: {64: 3, 51: "ab", 5: 300}, a fixed64, a fixed32, 11: 1
	const message = '8 10 18 11 128 4 3 154 3 2 97 98 40 172 2 33 1 2 3 4 5 6 7 8 45 1 2 3 4 88 1';
	t.is(read(`field 1 ${message}`), '10');
	t.is(read(`field 11 ${message}`), '1');
	t.is(read(`field 64 $(field 2 ${message})`), '3');
	t.is(read(`field 5 $(field 2 ${message})`), '300');
	t.is(read(`field 51 $(field 2 ${message})`), '97 98');
	t.is(read(`field 12 ${message}`), '');
});

test('the lock in a ruleset is found', async t => {
	const folder = await folderWith(t, {
		nft: 'table inet CRIU-954595ab-a3ec-4b71-95 {\n\tchain output {\n\t}\n}\n',
		tables: 'table ip filter {\n\tchain CRIU {\n\t}\n}\n',
		own: 'table inet filter {\n\tchain input {\n\t}\n}\n',
	});
	const read = (name: string) =>
		execFileSync('sh', ['-c', `${lockIn}\nlock_in "$1"`, 'sh', `${folder}/${name}`], {encoding: 'utf8'});
	t.is(read('nft'), 'nftables\n');
	t.is(read('tables'), 'iptables\n');
	t.is(read('own'), 'no lock\n');
});
