// The invariants of every dump and restore: the first layer that disagrees is the verdict, and suspended ones are left
// out.
import test from 'ava';
import {hostNetwork} from '../../harness/bundle/host-network.ts';
import {privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import {Disagreement} from '../../harness/container/errors.ts';
import {type Held, holdDump, holdFailedDump, holdRestore} from '../../harness/container/invariants.ts';
import type {RulesetEvidence} from '../../harness/model/evidence.ts';
import {contextOf, operationOf} from '../fixtures/cell-context.ts';

const stage = (name: string, ...locks: ('nftables' | 'iptables')[]): RulesetEvidence => ({
	stage: name,
	locks,
	objects: locks.map(each => (each === 'nftables' ? 'table inet CRIU-1' : 'chain ip filter CRIU')),
});
const dumped = [stage('network-lock'), stage('post-dump', 'nftables'), stage('after', 'nftables')];
const undumped = [stage('network-unlock', 'nftables'), stage('pre-resume'), stage('after')];

const heldTo = (changes: Partial<Held['operation']> = {}, topology = privateNetwork): Held => ({
	context: contextOf('crun', 'nftables'),
	instance: {id: 'c', bundle: '/cell/bundle', workload: counter(), topology},
	operation: operationOf({request: 'nftables', record: 'nftables', kernel: dumped, ...changes}),
});
const restoreOf = (changes: Partial<Held['operation']> = {}): Held =>
	heldTo({operation: 'restore', request: 'absent', kernel: undumped, ...changes});

const held = {method: 'nftables', isLocked: true} as const;

const verdict = (check: () => void): string | undefined => {
	try {
		check();
		return undefined;
	} catch (error) {
		return error instanceof Disagreement ? error.message : String(error);
	}
};

test('a dump and a restore on which all layers agree pass', t => {
	t.is(
		verdict(() => holdDump(heldTo(), {})),
		undefined,
	);
	t.is(
		verdict(() => holdRestore(restoreOf(), held)),
		undefined,
	);
});

test('of several layers that disagree, the first is the verdict: a wrong request causes a wrong kernel', t => {
	const held = heldTo({request: 'skip', record: 'skip', kernel: [stage('network-lock'), stage('post-dump')]});
	t.is(
		verdict(() => holdDump(held, {})),
		'request: --network-lock nftables was asked, but crun sent network_lock = skip (field 64)',
	);
	t.is(
		verdict(() => holdDump({...held, except: {request: 'for this test'}}, {})),
		undefined,
		'record and kernel are as the request says',
	);
});

test('the record follows the request, then default.conf, then CRIU’s default', t => {
	const unset = {...heldTo({request: 'absent'}), context: contextOf('crun', 'unset')};
	const words = 'record: CRIU was to use iptables, but inventory.img says nftables';
	t.is(
		verdict(() => holdDump(unset, {})),
		words,
	);
	unset.context.criuFiles.set('/etc/criu/default.conf', ['network-lock nftables']);
	t.is(
		verdict(() => holdDump(unset, {})),
		undefined,
	);
});

test('a lock that is gone before the restore, in another place, or there before, disagrees', t => {
	const words = (...kernel: RulesetEvidence[]) => verdict(() => holdDump(heldTo({kernel}, vethNetwork), {}));
	const [before, held] = [stage('network-lock'), stage('post-dump', 'nftables')];
	t.regex(words(before, held, stage('after')) ?? '', /^kernel: once the dump had ended .* but had no lock/);
	const opened = {...stage('after', 'nftables'), differences: ['chain inet CRIU-1 input was to have `a`, but has `b`']};
	t.regex(words(before, held, opened) ?? '', /^kernel: once the dump had ended chain inet CRIU-1 input was to have/);
	t.regex(words(before, held, stage('after, outside', 'nftables')) ?? '', /^kernel: left behind in the sandbox’s own/);
	t.regex(words(stage('network-lock', 'iptables'), held) ?? '', /^kernel: before the dump locked anything/);
	t.regex(words(before) ?? '', /CRIU ran no action script at stage post-dump/);
});

test('a running container has no lock: after a restore, a failed dump, and a dump that leaves it running', t => {
	const left = 'kernel: left behind in the container’s network namespace: table inet CRIU-1';
	t.is(
		verdict(() => holdDump(heldTo(), {leaveRunning: true})),
		left,
	);
	t.is(
		verdict(() => holdFailedDump(heldTo({exit: 1}))),
		left,
	);
	const [unlock, resumed] = [stage('network-unlock', 'nftables'), stage('pre-resume', 'nftables')];
	t.is(
		verdict(() => holdRestore(restoreOf({kernel: [unlock, resumed]}), held)),
		left,
	);
});

test('a restore removes the dump’s lock, if it is still there', t => {
	const kernel = [stage('network-unlock'), stage('pre-resume'), stage('after')];
	t.is(
		verdict(() => holdRestore(restoreOf({kernel}), held)),
		'kernel: the restore was to unlock the nftables lock, but the kernel had no lock',
	);
	t.is(
		verdict(() => holdRestore(restoreOf({kernel}), {...held, isLocked: false})),
		undefined,
	);
});

test('a restore that leaves the network empty takes the lock again, also where the one of the dump is gone', t => {
	const kernel = [stage('network-unlock'), stage('pre-resume'), stage('after')];
	const empties = (value: string) => ({
		...restoreOf({kernel, fields: [{number: 38, name: 'empty_ns', value}]}),
		except: {request: 'for this test'},
	});
	const gone = {method: 'nftables', isLocked: false} as const;
	t.is(
		verdict(() => holdRestore(empties('1073741824'), gone)),
		'kernel: the restore was to unlock the nftables lock, but the kernel had no lock',
	);
	t.is(
		verdict(() => holdRestore(empties('0'), gone)),
		undefined,
	);
});

test('in the host’s network namespace connections stay locked after the dump', t => {
	const kernel = (after: RulesetEvidence) => [stage('post-dump', 'nftables'), after];
	const words = (after: RulesetEvidence): string | undefined =>
		verdict(() => holdDump(heldTo({kernel: kernel(after)}, hostNetwork), {tcpEstablished: true}));
	t.is(words(stage('after, outside', 'nftables')), undefined);
	t.is(
		words(stage('after, outside')),
		'kernel: once the dump had ended the kernel was to have the nftables lock, but had no lock',
	);
});

test('in the host’s network namespace only connections are locked, and no script shows the lock before', t => {
	const kernel = [stage('post-dump'), stage('after, outside', 'nftables')];
	t.is(
		verdict(() => holdDump(heldTo({kernel}, hostNetwork), {})),
		undefined,
	);
	t.regex(
		verdict(() => holdDump(heldTo({kernel}, hostNetwork), {tcpEstablished: true})) ?? '',
		/the kernel was to have the nftables lock, but had no lock/,
	);
});
