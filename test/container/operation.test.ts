// One dump or restore, from files as a real one leaves them in the sandbox to evidence on each layer.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import test from 'ava';
import {pack} from 'tar-stream';
import {dir} from 'tmp-promise';
import {hostNetwork} from '../../harness/bundle/host-network.ts';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import type {Sandbox} from '../../harness/container/cell-context.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {imagesBeforeLock} from '../../harness/container/evidence-files.ts';
import {failure} from '../../harness/container/layers/failure.ts';
import {operate} from '../../harness/container/operation.ts';
import {sizes} from '../../harness/support/limits.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

type Files = Record<string, Uint8Array>;

/** Answers the first call, the command under test, with `exit`, and the second with an archive of `files`. */
const sandboxWith = (exit: number | null, files: Files, trouble = '') => {
	const calls: (readonly string[])[] = [];
	const sandbox: Sandbox = {
		exec: async argv => {
			calls.push(argv);
			if (calls.length % 2 === 1) return {exit, stdout: new Uint8Array(), stderr: ' it failed \n', duration: 9.6};
			const archive = pack();
			archive.entry({name: 'run/netlock/1-checkpoint/requests/', type: 'directory'});
			for (const [name, content] of Object.entries(files)) archive.entry({name}, Buffer.from(content));
			archive.finalize();
			return {exit: 0, stdout: await buffer(archive), stderr: trouble, duration: 1};
		},
	};
	return {sandbox, calls};
};

const instance = {bundle: '/cell/bundle', topology: privateNetwork};
const folders = {image: '/cell/image-1', work: '/cell/criu-1'};
const evidence = 'run/netlock/1-checkpoint';
const dump: Files = {
	[`${evidence}/requests/00000002-39.bin`]: evidenceBytes('requests/crun-1.28-dump-nftables.bin'),
	[`${evidence}/requests/00000001-38.bin`]: evidenceBytes('requests/crun-1.28-version.bin'),
	[`${evidence}/rulesets/00000005-post-dump.json`]: evidenceBytes('rulesets/nftables-held.ruleset'),
	[`${evidence}/rulesets/00000003-network-lock.json`]: evidenceBytes('rulesets/nftables-released.ruleset'),
	[`${evidence}/rulesets/00000003-monitor.txt`]: evidenceBytes('rulesets/nftables-monitor.txt'),
	[`${evidence}/rulesets/00000006-network-unlock.json.part`]: Buffer.from('{"nftab'),
	'cell/image-1/inventory.img': evidenceBytes('inventories/criu-4.2.1-crun-nftables.img'),
	'cell/criu-1/dump.log': Buffer.from('(00.2) Error (criu/tun.c:1): tun: b\n(00.3) Dumping finished successfully\n'),
};
const failedDump: Files = {...dump, 'cell/criu-1/dump.log': evidenceBytes('logs/dump-without-iptables.txt')};

test('a dump is told by its own request, the inventory, and the rulesets in the order in which they were seen', async t => {
	const context = contextOf('crun', 'nftables', sandboxWith(0, dump).sandbox);
	const operation = await operate(context, {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders});
	t.like(operation, {operation: 'checkpoint', exit: 0, request: 'nftables', record: 'nftables', stderr: 'it failed'});
	t.deepEqual(
		operation.kernel?.map(({stage, locks}) => [stage, locks]),
		[
			['network-lock', []],
			['post-dump', ['nftables']],
		],
	);
	t.deepEqual([operation.cause, operation.makers], [undefined, ['criu']]);
});

test('the command runs between making its folders and reading them, and is evidence itself', async t => {
	const {sandbox, calls} = sandboxWith(0, dump);
	const context = contextOf('crun', 'nftables', sandbox);
	await operate(context, {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders});
	t.deepEqual(calls[0]?.slice(4), [`/${evidence}`, '/cell/image-1', '/cell/criu-1', 'crun', 'checkpoint', 'c']);
	t.deepEqual(calls[1]?.slice(9), [evidence, 'cell/image-1/inventory.img', 'cell/criu-1/dump.log']);
	t.like(context.evidence.operations, [
		{
			operation: 'checkpoint',
			command: 'crun checkpoint c',
			exit: 0,
			duration: 10,
			request: 'nftables',
			record: 'nftables',
			kernel: [{stage: 'network-lock'}, {stage: 'post-dump'}],
		},
	]);
	t.false('cause' in context.evidence.operations[0]!);
});

test('stages are told from the begin of their operation, and operations from the begin of the first', async t => {
	const stamp = (ns: number): string => String(ns).padStart(20, '0');
	const begin = 7_000_000_000;
	const files = {
		[`${evidence}/began`]: Buffer.from(`${stamp(begin)}\n`),
		[`${evidence}/rulesets/${stamp(begin + 41_400_000)}-post-dump.json`]: evidenceBytes(
			'rulesets/nftables-held.ruleset',
		),
	};
	const context = contextOf('crun', 'nftables', sandboxWith(0, files).sandbox);
	const first = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.deepEqual([first.began, first.kernel?.[0]?.at], [0, 41]);
	const restored = {'run/netlock/2-restore/began': Buffer.from(stamp(begin + 2_000_000_000))};
	const later = {...context, sandbox: sandboxWith(0, restored).sandbox};
	t.is((await operate(later, {kind: 'restore', argv: ['crun'], instance, folders})).began, 2000);
});

test("a runtime's own words are kept where it failed, and only there", async t => {
	const failing = contextOf('crun', 'unset', sandboxWith(1, {}).sandbox);
	t.deepEqual((await operate(failing, {kind: 'checkpoint', argv: ['crun'], instance, folders})).said, ['it failed']);
	const fine = contextOf('crun', 'unset', sandboxWith(0, {}).sandbox);
	t.is((await operate(fine, {kind: 'checkpoint', argv: ['crun'], instance, folders})).said, undefined);
});

test("of a dump that failed, CRIU's causes are kept", async t => {
	const context = contextOf(
		'crun',
		'unset',
		sandboxWith(1, {...failedDump, 'cell/image-1/inventory.img': evidenceBytes('inventories/criu-4.2.1-crun-skip.img')})
			.sandbox,
	);
	const {cause: causes = []} = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.regex(causes[0] ?? '', /execvp\("iptables-restore"/);
	t.deepEqual(context.evidence.operations[0]?.cause, causes);
});

test("CRIU's causes are kept too where the runtime reports success and CRIU's log a failure", async t => {
	const context = contextOf('crun', 'unset', sandboxWith(0, failedDump).sandbox);
	const {exit, cause: causes = []} = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.is(exit, 0);
	t.is(causes.at(-1), 'Error (criu/cr-dump.c:1975): Dumping FAILED.');
});

test('what was left on no layer is not there, rather than wrong', async t => {
	const context = contextOf('crun', 'unset', sandboxWith(null, {}).sandbox);
	const operation = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.deepEqual([operation.exit, operation.request, operation.record], [null, undefined, undefined]);
	t.deepEqual([operation.kernel, operation.cause], [[], []]);
});

test('a restore is told by the restore request, in a folder of its own', async t => {
	const restored = 'run/netlock/2-restore';
	const files = {
		[`${restored}/requests/00000001-1.bin`]: evidenceBytes('requests/crun-1.28-version.bin'),
		[`${restored}/requests/00000002-2.bin`]: evidenceBytes('requests/crun-1.28-restore-nftables.bin'),
		[`${restored}/rulesets/00000003-post-restore.json`]: evidenceBytes('rulesets/iptables-legacy-held.ruleset'),
		[`${restored}/rulesets/00000003-post-restore.legacy`]: evidenceBytes('rulesets/iptables-legacy-held.save'),
		'cell/criu-1/restore.log': Buffer.from('(00.1) Error (criu/cr-restore.c:1): Restoring FAILED.\n'),
	};
	const {sandbox, calls} = sandboxWith(1, files);
	const context = contextOf('crun', 'nftables', sandbox);
	context.evidence.operations.push({operation: 'checkpoint', command: '', exit: 0, duration: 1});
	const operation = await operate(context, {kind: 'restore', argv: ['crun', 'restore', 'c'], instance, folders});
	t.deepEqual(calls[1]?.slice(9), [restored, 'cell/image-1/inventory.img', 'cell/criu-1/restore.log']);
	t.is(operation.request, 'absent');
	t.deepEqual(
		operation.kernel?.map(({stage, locks, differences}) => [stage, locks, differences]),
		[['post-restore', ['iptables'], undefined]],
	);
	t.deepEqual(operation.cause, ['Error (criu/cr-restore.c:1): Restoring FAILED.']);
});

test('how a lock differs from CRIU’s own is told with its stage: its rules, and what changed beside it', async t => {
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

test('of several dump requests the last counts: runtimes try again', async t => {
	const files = {
		...dump,
		[`${evidence}/requests/00000009-41.bin`]: evidenceBytes('requests/crun-1.28-dump-skip.bin'),
		[`${evidence}/requests/00000010-42.bin`]: evidenceBytes('requests/crun-1.28-version.bin'),
	};
	const context = contextOf('crun', 'skip', sandboxWith(0, files).sandbox);
	t.is((await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders})).request, 'skip');
});

const tooMuch: [string, Files, string][] = [
	[
		'rules',
		{[`${evidence}/rulesets/00000007-post-dump.json`]: Buffer.alloc(sizes.ruleset + 1, '{')},
		'the rules in the kernel (rulesets/00000007-post-dump.json) have 4 MiB, of which netlock reads 4 MiB',
	],
	[
		'CRIU’s log',
		{'cell/criu-1/dump.log': Buffer.alloc(2 * sizes.log, 'Error x\n')},
		'CRIU’s log has 32 MiB, of which netlock reads 16 MiB',
	],
];
for (const [what, more, said] of tooMuch) {
	test(`more than netlock reads is the product’s failure in one line, beside the evidence of the rest: ${what}`, async t => {
		const context = contextOf('crun', 'nftables', sandboxWith(0, {...dump, ...more}).sandbox);
		const dumping = operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
		await t.throwsAsync(dumping, {instanceOf: Disagreement, message: `exit: crun checkpoint: ${said}`});
		t.like(context.evidence.operations, [{request: 'nftables', record: 'nftables', truncated: true}]);
	});
}

test('a runtime that writes without end is told in one line, with what it asked for', async t => {
	const {sandbox} = sandboxWith(0, dump);
	const exec: Sandbox['exec'] = async (argv, options) => {
		const result = await sandbox.exec(argv, options);
		return argv.includes('crun') ? {...result, excess: 'wrote 114 MiB to standard error'} : result;
	};
	const context = contextOf('crun', 'nftables', {exec});
	await t.throwsAsync(operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders}), {
		instanceOf: Disagreement,
		message: 'exit: crun checkpoint: crun wrote 114 MiB to standard error',
	});
	t.like(context.evidence.operations, [{request: 'nftables', truncated: true}]);
});

test('of 20,000 tables of a lock, evidence has the first hundred', async t => {
	const nftables = Array.from({length: 20_000}, (_, index) => ({table: {family: 'inet', name: `CRIU-${index}`}}));
	const file = {[`${evidence}/rulesets/00000007-post-dump.json`]: Buffer.from(JSON.stringify({nftables}))};
	const context = contextOf('crun', 'nftables', sandboxWith(0, {...dump, ...file}).sandbox);
	const {kernel = []} = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.deepEqual([kernel.at(-1)?.objects.length, kernel.at(-1)?.differences?.length], [100, 100]);
});

for (const trouble of [
	"netlock's own /opt/netlock/tap/criu is gone from the sandbox",
	'no space left in /run of the sandbox',
	'no space left in /cell of the sandbox: no inodes',
]) {
	test(`evidence that could not be kept is nobody’s fault but the harness’s or its machine’s: ${trouble}`, async t => {
		const {sandbox} = sandboxWith(0, {}, `tar: a warning\n${trouble}\n`);
		const order = {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders} as const;
		const error = await t.throwsAsync(operate(contextOf('crun', 'nftables', sandbox), order));
		t.true(error instanceof EvidenceMissing);
		t.is((error as EvidenceMissing).shortMessage, trouble);
	});
}

const differencesAt = async (files: Files, kind: 'checkpoint' | 'restore' = 'checkpoint') => {
	const context = contextOf('crun', 'nftables', sandboxWith(0, files).sandbox);
	const {kernel = []} = await operate(context, {kind, argv: ['crun', kind, 'c'], instance, folders});
	return kernel.map(({stage, differences}) => [stage, differences]);
};

test('tasks that were dumped before the lock was taken are told at the end of the dump', async t => {
	t.deepEqual(await differencesAt({...dump, [`${evidence}/after/unlocked`]: Buffer.from('core-1.img\n')}), [
		['network-lock', undefined],
		['post-dump', ['the tasks were to be dumped under the lock, but CRIU dumped them before it']],
	]);
});

test('a lock that is taken away before the tasks are restored is told; one that is taken away after is as it must be', async t => {
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

test('images are held against the moment at which CRIU came to the lock, those of an earlier dump left out', async t => {
	const {path: root} = await dir({unsafeCleanup: true});
	const times = {
		'image/core-9.img': 1,
		began: 2,
		'image/core-1.img': 3,
		'rulesets/7-network-lock.json': 4,
		'image/tcp-stream-a.img': 5,
	};
	for (const folder of ['image', 'rulesets', 'after']) mkdirSync(join(root, folder));
	for (const [name, seconds] of Object.entries(times)) {
		writeFileSync(join(root, name), '');
		utimesSync(join(root, name), seconds, seconds);
	}
	execFileSync('sh', ['-c', `folder=$1 images=$1/image; ${imagesBeforeLock}`, 'sh', root]);
	t.is(readFileSync(join(root, 'after/unlocked'), 'utf8'), 'core-1.img\n');
});

test('a lock that is opened once the dump is done is told, and only where it is to be held still', async t => {
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

test('a runtime that is killed for lack of memory is no runtime that fails', async t => {
	const order = {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders} as const;
	const dumpWith = (exit: number, isOut: boolean) => {
		const {sandbox} = sandboxWith(exit, {});
		const exec: Sandbox['exec'] = async (argv, options) => {
			const asksForMemory = argv.some(word => word.includes('oom_kill') && !word.includes('exec'));
			if (asksForMemory) return {exit: isOut ? 0 : 1, stdout: new Uint8Array(), stderr: '', duration: 1};
			return sandbox.exec(argv, options);
		};
		return contextOf('crun', 'nftables', {exec});
	};
	const short = dumpWith(137, true);
	const error = await t.throwsAsync(operate(short, order), {instanceOf: EvidenceMissing});
	t.is(error.shortMessage, 'crun checkpoint was killed: the machine or the sandbox is out of memory');
	t.is(short.evidence.operations[0]?.exit, 137);

	// Another process of the machine was killed, or the runtime ended with this status by itself.
	for (const context of [dumpWith(1, true), dumpWith(137, false)]) {
		const {layer, shortMessage} = failure(context, await operate(context, order));
		t.deepEqual([layer, shortMessage], ['exit', 'crun checkpoint fails: it failed']);
	}
});
