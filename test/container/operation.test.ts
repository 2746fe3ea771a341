// One dump or restore: from the files that a real one leaves in the sandbox, to evidence on each layer.
import test from 'ava';
import type {Sandbox} from '../../harness/container/cell-context.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {failure} from '../../harness/container/layers/failure.ts';
import {operate} from '../../harness/container/operation.ts';
import {sizes} from '../../harness/support/limits.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';
import {dump, evidence, type Files, failedDump, folders, instance, sandboxWith} from '../fixtures/operation.ts';

test('the evidence of a dump is its own request, the inventory, and the rulesets in their order', async t => {
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

test('the command runs after its folders are made and before they are read, and is evidence itself', async t => {
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

test('times of stages count from the start of their operation, times of operations from the first', async t => {
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

test('a runtime’s own words are saved if it failed, and only then', async t => {
	const failing = contextOf('crun', 'unset', sandboxWith(1, {}).sandbox);
	t.deepEqual((await operate(failing, {kind: 'checkpoint', argv: ['crun'], instance, folders})).said, ['it failed']);
	const fine = contextOf('crun', 'unset', sandboxWith(0, {}).sandbox);
	t.is((await operate(fine, {kind: 'checkpoint', argv: ['crun'], instance, folders})).said, undefined);
});

test('for a dump that failed, CRIU’s causes are saved', async t => {
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

test('CRIU’s causes are saved too if the runtime reports success and CRIU’s log a failure', async t => {
	const context = contextOf('crun', 'unset', sandboxWith(0, failedDump).sandbox);
	const {exit, cause: causes = []} = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.is(exit, 0);
	t.is(causes.at(-1), 'Error (criu/cr-dump.c:1975): Dumping FAILED.');
});

test('a layer without files is absent from the evidence, and not wrong', async t => {
	const context = contextOf('crun', 'unset', sandboxWith(null, {}).sandbox);
	const operation = await operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
	t.deepEqual([operation.exit, operation.request, operation.record], [null, undefined, undefined]);
	t.deepEqual([operation.kernel, operation.cause], [[], []]);
});

test('the evidence of a restore is its own request, in its own folder', async t => {
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

test('of several dump requests the last one counts: runtimes try again', async t => {
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
	test(`more data than netlock reads is the product’s failure in one line, beside the other evidence: ${what}`, async t => {
		const context = contextOf('crun', 'nftables', sandboxWith(0, {...dump, ...more}).sandbox);
		const dumping = operate(context, {kind: 'checkpoint', argv: ['crun'], instance, folders});
		await t.throwsAsync(dumping, {instanceOf: Disagreement, message: `exit: crun checkpoint: ${said}`});
		t.like(context.evidence.operations, [{request: 'nftables', record: 'nftables', truncated: true}]);
	});
}

test('endless output of a runtime is one line, with the runtime’s request', async t => {
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

test('a runtime that the kernel kills for lack of memory is not a failing runtime', async t => {
	const order = {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders} as const;
	const dumpWith = (exit: number, printed: string) => {
		const {sandbox} = sandboxWith(exit, {});
		const exec: Sandbox['exec'] = async (argv, options) => {
			const asksForMemory = argv.some(word => word.includes('oom_kill') && !word.includes('shift'));
			if (asksForMemory) return {exit: 0, stdout: Buffer.from(printed), stderr: '', duration: 1};
			return sandbox.exec(argv, options);
		};
		return contextOf('crun', 'nftables', {exec});
	};
	for (const exit of [137, 1]) {
		const short = dumpWith(exit, 'killed\nmemory: oom_kill 1\nmemory: peak 5000\n');
		const error = await t.throwsAsync(operate(short, order), {instanceOf: EvidenceMissing});
		t.regex(error.shortMessage, /^crun checkpoint lost a process to the kernel: .* out of memory$/);
		t.is(short.evidence.operations[0]?.exit, exit);
	}

	// Another process of the machine was killed, or the runtime ended with this status by itself.
	for (const context of [dumpWith(1, 'killed\nmemory: oom_kill 0\n'), dumpWith(137, '')]) {
		const {layer, shortMessage} = failure(context, await operate(context, order));
		t.deepEqual([layer, shortMessage], ['exit', 'crun checkpoint fails: it failed']);
	}
});
