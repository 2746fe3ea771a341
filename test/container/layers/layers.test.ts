// Assertions on the first three layers: what agrees, what disagrees and in which words, and what cannot be judged.
import test from 'ava';
import {Disagreement} from '../../../harness/container/errors.ts';
import {kernelLayer} from '../../../harness/container/layers/kernel.ts';
import {recordLayer} from '../../../harness/container/layers/record.ts';
import {requestLayer, requestProblem} from '../../../harness/container/layers/request.ts';
import type {Operation} from '../../../harness/container/operation.ts';
import {type Lock, locks, type Method, type RuntimeName} from '../../../harness/model/axes.ts';
import type {RulesetEvidence} from '../../../harness/model/evidence.ts';
import {contextOf, operationOf} from '../../fixtures/cell-context.ts';

const disagrees = (layer: Disagreement['layer'], message: string) => ({
	instanceOf: Disagreement,
	message: `${layer}: ${message}`,
});

for (const lock of locks) {
	test(`crun’s dump request must carry the given lock, and no other: ${lock}`, t => {
		const agreeing = (['absent', 'iptables', 'nftables', 'skip', 'unknown'] as const).filter(
			request => requestProblem(contextOf('crun', lock), operationOf({request})) === undefined,
		);
		t.deepEqual(agreeing, [lock === 'unset' ? 'absent' : lock]);
	});

	test(`runc gets no lock by its request, which must carry none: ${lock}`, t => {
		const operation = operationOf({request: 'iptables'});
		t.notThrows(requestLayer(contextOf('runc', lock), operationOf()).isAsAsked);
		t.throws(requestLayer(contextOf('runc', lock), operation).isAsAsked, {instanceOf: Disagreement});
	});

	test(`a restore request must carry no lock, whatever the dump was given: ${lock}`, t => {
		t.notThrows(requestLayer(contextOf('crun', lock), operationOf({operation: 'restore'})).isAsAsked);
		t.throws(
			requestLayer(contextOf('crun', lock), operationOf({operation: 'restore', request: 'skip'})).isAsAsked,
			disagrees('request', 'nothing was asked of restore, but crun sent network_lock = skip (field 64)'),
		);
	});
}

const saidOfRequest = test.macro({
	exec(t, runtime: RuntimeName, lock: Lock, request: Operation['request'], message: string) {
		t.throws(requestLayer(contextOf(runtime, lock), operationOf({request})).isAsAsked, disagrees('request', message));
	},
	title: (_, runtime, lock, request) =>
		`the verdict says how ${runtime} was told (${lock}) and what it sent (${request})`,
});
test(
	saidOfRequest,
	'crun',
	'unset',
	'iptables',
	'nothing was asked of checkpoint, but crun sent network_lock = iptables (field 64)',
);
test(saidOfRequest, 'crun', 'nftables', 'absent', '--network-lock nftables was asked, but crun sent no network_lock');
test(
	saidOfRequest,
	'runc',
	'skip',
	'nftables',
	'skip stands in /etc/criu/default.conf only, but runc sent network_lock = nftables (field 64)',
);

test('a runtime that reports success without a request to CRIU disagrees', t => {
	const unseen = operationOf({request: undefined});
	t.throws(
		requestLayer(contextOf('crun', 'unset'), unseen).isAsAsked,
		disagrees('request', 'crun checkpoint succeeds, but sent CRIU no request: it did not run `criu swrk`'),
	);
	t.is(requestProblem(contextOf('crun', 'unset'), unseen), undefined);
});

test('a lock that a scenario sets replaces the cell’s in the request', t => {
	const asked = operationOf({operation: 'restore', asked: 'skip', request: 'skip'});
	t.notThrows(requestLayer(contextOf('crun', 'nftables'), asked).isAsAsked);
	t.throws(
		requestLayer(contextOf('crun', 'nftables'), {...asked, request: 'absent'}).isAsAsked,
		disagrees('request', '--network-lock skip was asked of restore, but crun sent no network_lock'),
	);
});

test('the request must name the runtime’s configuration file, or that of the annotation', t => {
	const context = {...contextOf('runc', 'unset'), criuFiles: new Map([['/etc/criu/runc.conf', ['tcp-close']]])};
	const naming = (configFile: string | undefined) => operationOf({configFile});
	t.is(requestProblem(context, naming('/etc/criu/runc.conf')), undefined);
	t.is(requestProblem(context, naming(undefined)), 'runc was to hand CRIU /etc/criu/runc.conf, but named no file');
	t.is(
		requestProblem(context, naming('/etc/criu/runc.conf'), {criuConfig: '/etc/criu/annotated.conf'}),
		'runc was to hand CRIU /etc/criu/annotated.conf, but named /etc/criu/runc.conf',
	);
});

test('the record must have the method that CRIU had to use', t => {
	t.notThrows(() => recordLayer(operationOf({record: 'nftables'})).says('nftables'));
	for (const record of ['iptables', 'skip', 'absent', 'unknown'] as const) {
		t.throws(
			() => recordLayer(operationOf({record})).says('nftables'),
			disagrees('record', `CRIU was to use nftables, but inventory.img says ${record}`),
		);
	}
});

test('a successful dump without an inventory is no dump', t => {
	t.throws(
		() => recordLayer(operationOf({record: undefined})).says('skip'),
		disagrees('record', 'the dump succeeded, but wrote no inventory.img'),
	);
});

const nftables = {locks: ['nftables'], objects: ['table inet CRIU-1']} satisfies Omit<RulesetEvidence, 'stage'>;
const iptables = {locks: ['iptables'], objects: ['chain ip filter CRIU']} satisfies Omit<RulesetEvidence, 'stage'>;
const none: Omit<RulesetEvidence, 'stage'> = {locks: [], objects: []};
const dumped = (before: typeof none, ...held: (typeof none)[]) =>
	kernelLayer(
		operationOf({
			kernel: [
				{stage: 'network-lock', ...before},
				...held.map(each => ({stage: 'post-dump', ...each})),
				{stage: 'network-unlock', ...iptables},
			],
		}),
	);

const held = {iptables, nftables, skip: none} satisfies Record<Method, typeof none>;
for (const method of ['iptables', 'nftables', 'skip'] as const) {
	test(`while dumped, only the ${method} lock agrees with ${method}`, t => {
		const agreeing = Object.entries(held).filter(([, each]) => {
			try {
				dumped(none, each).lockedBy(method);
				return true;
			} catch (error) {
				t.true(error instanceof Disagreement);
				return false;
			}
		});
		t.deepEqual(
			agreeing.map(([name]) => name),
			[method],
		);
	});
}

test('a lock is found in every snapshot of the stage: iptables-legacy has its own', t => {
	t.notThrows(() => dumped(none, none, iptables).lockedBy('iptables'));
});

test('a second lock beside the right one disagrees, and both are named', t => {
	t.throws(
		() => dumped(none, nftables, iptables).lockedBy('nftables'),
		disagrees(
			'kernel',
			'while dumped the kernel was to have the nftables lock, but had nftables and iptables (table inet CRIU-1, chain ip filter CRIU)',
		),
	);
});

test('the verdict names a missing lock, and one under skip', t => {
	t.throws(
		() => dumped(none, none).lockedBy('iptables'),
		disagrees('kernel', 'while dumped the kernel was to have the iptables lock, but had no lock'),
	);
	t.throws(
		() => dumped(none, nftables).lockedBy('skip'),
		disagrees('kernel', 'while dumped the kernel was to have no lock, but had nftables (table inet CRIU-1)'),
	);
});

test('a lock that was there before the dump disagrees: it proves nothing about this dump', t => {
	t.throws(
		() => dumped(nftables, nftables).lockedBy('nftables'),
		disagrees('kernel', 'before the dump locked anything the kernel had nftables (table inet CRIU-1)'),
	);
});

test('a lock that differs from CRIU’s own in a rule disagrees, on a network namespace and on connections', t => {
	const differences = ['chain inet CRIU-1 output was to have `a`, but has `b`'];
	const layer = kernelLayer(
		operationOf({
			kernel: ['network-lock', 'post-dump', 'network-unlock'].map(stage =>
				stage === 'network-lock' ? {stage, ...none} : {stage, ...nftables, differences},
			),
		}),
	);
	const said = disagrees('kernel', 'while dumped chain inet CRIU-1 output was to have `a`, but has `b`');
	t.throws(() => layer.lockedBy('nftables'), said);
	t.throws(() => layer.lockedUntilGivenUp('nftables'), said);
	t.throws(() => layer.connectionsLockedBy('nftables'), said);
});

for (const stage of ['network-lock', 'post-dump']) {
	test(`an action script that never ran at stage ${stage} is the product’s failure`, t => {
		const snapshots = ['network-lock', 'post-dump'].filter(each => each !== stage);
		const operation = operationOf({kernel: snapshots.map(each => ({stage: each, locks: [], objects: []}))});
		t.throws(
			() => kernelLayer(operation).lockedBy('skip'),
			disagrees('kernel', `in the checkpoint CRIU ran no action script at stage ${stage}`),
		);
	});
}

test('a lock for connections only is checked after the dump: CRIU shows none before', t => {
	const operation = operationOf({kernel: [{stage: 'post-dump', ...iptables}]});
	t.notThrows(() => kernelLayer(operation).connectionsLockedBy('iptables'));
	t.throws(
		() => kernelLayer(operation).connectionsLockedBy('nftables'),
		disagrees(
			'kernel',
			'while dumped the kernel was to have the nftables lock, but had iptables (chain ip filter CRIU)',
		),
	);
});
