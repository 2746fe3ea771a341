// The rulesets of one dump or restore, from the files of a real one: how each differs from CRIU's exact lock.
import test from 'ava';
import {hostNetwork} from '../../harness/bundle/host-network.ts';
import {operate} from '../../harness/container/operation.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';
import {dump, evidence, type Files, folders, instance, sandboxWith} from '../fixtures/operation.ts';

test('a difference to CRIU’s own lock comes with its stage: in its rules, or in the rules beside it', async t => {
	const held = evidenceBytes('rulesets/iptables-held.ruleset').toString();
	const rule = {family: 'inet', table: 'mine', chain: 'raw', expr: [{accept: null}]};
	const chain = {family: 'inet', table: 'mine', name: 'raw', type: 'filter', hook: 'prerouting', prio: -300};
	const before = JSON.stringify({nftables: [{chain}, {rule}]});
	const ipv4Only = JSON.stringify({
		nftables: (JSON.parse(held) as {nftables: object[]}).nftables.filter(each => !JSON.stringify(each).includes('ip6')),
	});
	const files = {
		[`${evidence}/after/ipv6`]: Buffer.from('\n'),
		[`${evidence}/rulesets/00000003-network-lock.json`]: Buffer.from(before),
		[`${evidence}/rulesets/00000005-post-dump.json`]: Buffer.from(ipv4Only),
	};
	const order = {kind: 'checkpoint', argv: ['crun'], instance, folders} as const;
	const {kernel} = await operate(contextOf('crun', 'iptables', sandboxWith(0, files).sandbox), order);
	t.deepEqual(kernel?.[1]?.differences, [
		'table ip6 filter was to have the chain CRIU, but has none',
		'the rules beside the lock were to stay as they were, but the network lost `inet mine raw accept`',
	]);
	const onHost = {...order, instance: {...instance, topology: hostNetwork}};
	const {kernel: connections} = await operate(contextOf('crun', 'nftables', sandboxWith(0, dump).sandbox), onHost);
	t.regex(
		connections?.[1]?.differences?.join() ?? '',
		/output was to be `filter hook output priority 0, policy accept`/,
	);
});

test('of 20,000 tables of a lock, evidence has the first hundred', async t => {
	const nftables = Array.from({length: 20_000}, (_, index) => ({table: {family: 'inet', name: `CRIU-${index}`}}));
	const file = {[`${evidence}/rulesets/00000007-post-dump.json`]: Buffer.from(JSON.stringify({nftables}))};
	const context = contextOf('crun', 'nftables', sandboxWith(0, {...dump, ...file}).sandbox);
	const {kernel = []} = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.deepEqual([kernel.at(-1)?.objects.length, kernel.at(-1)?.differences?.length], [100, 100]);
});

const differencesAt = async (files: Files, kind: 'checkpoint' | 'restore' = 'checkpoint') => {
	const context = contextOf('crun', 'nftables', sandboxWith(0, files).sandbox);
	const {kernel = []} = await operate(context, {kind, argv: ['crun', kind, 'c'], instance, folders});
	return kernel.map(({stage, differences}) => [stage, differences]);
};

test('tasks that were dumped before the lock are a failure at the end of the dump', async t => {
	t.deepEqual(await differencesAt({...dump, [`${evidence}/after/unlocked`]: Buffer.from('core-1.img\n')}), [
		['network-lock', undefined],
		['post-dump', ['the tasks were to be dumped under the lock, but CRIU dumped them before it']],
	]);
});

test('a lock that is removed before the tasks are restored is a failure, one that is removed afterwards is not', async t => {
	const restore = 'run/netlock/1-restore/rulesets';
	const [held, released] = [
		evidenceBytes('rulesets/nftables-held.ruleset'),
		evidenceBytes('rulesets/nftables-released.ruleset'),
	];
	const early = {
		[`${restore}/00000001-network-unlock.json`]: held,
		[`${restore}/00000002-post-restore.json`]: released,
	};
	t.deepEqual(await differencesAt(early, 'restore'), [
		['network-unlock', ['the tasks were to be restored under the lock, but CRIU took it away before it restored them']],
		['post-restore', undefined],
	]);
	const late = {[`${restore}/00000002-network-unlock.json`]: held, [`${restore}/00000001-post-restore.json`]: held};
	t.deepEqual(await differencesAt(late, 'restore'), [
		['post-restore', undefined],
		['network-unlock', undefined],
	]);
});

test('a lock that is opened after the dump is a failure, if it must still be held', async t => {
	const open = evidenceBytes('rulesets/nftables-held.ruleset')
		.toString()
		.replace('"policy": "drop"', '"policy": "accept"');
	const after = Buffer.from(`${open.replaceAll('\n', ' ')}\n`);
	const differences = async (...options: string[]) => {
		const context = contextOf('crun', 'nftables', sandboxWith(0, {[`${evidence}/after/container`]: after}).sandbox);
		const argv = ['crun', 'checkpoint', ...options, 'c'];
		const {kernel = []} = await operate(context, {kind: 'checkpoint', argv, instance, folders});
		return kernel.map(({stage, differences: [first] = []}) => [stage, first?.replace(/CRIU-\S+/, 'CRIU-ID')]);
	};
	t.deepEqual(await differences(), [
		[
			'after',
			'chain inet CRIU-ID output was to be `filter hook output priority 0, policy drop`, but is `filter hook output priority 0, policy accept`',
		],
	]);
	t.deepEqual(await differences('--leave-running'), [['after', undefined]]);
});

test('a lock that is taken away while it must hold, and put back, is told at the end of the dump', async t => {
	const name = `${evidence}/rulesets/00000003-monitor.txt`;
	const held = `${evidence}/rulesets/00000005-post-dump.json`;
	const [, table = ''] = /"(CRIU-[\w-]+)"/.exec(dump[held]?.toString() ?? '') ?? [];
	const watched = `${dump[name]?.toString()}delete table inet ${table}\n# new generation 9 by process 7 (criu)\n`;
	const files = {...dump, [name]: Buffer.from(watched)};
	const told = ['the lock was to stay until the dump had ended, but it was taken away and put back'];
	t.deepEqual((await differencesAt(files)).at(1), ['post-dump', told]);
	const there = {[`${evidence}/rulesets/00000003-network-lock.json`]: dump[held] ?? Buffer.of()};
	t.deepEqual((await differencesAt({...files, ...there})).at(1), ['post-dump', undefined], 'it is another dump’s');
});
