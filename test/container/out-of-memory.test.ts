// Processes that the kernel killed for lack of memory: counted by a real shell, told by the sandbox's own counters.
import {execFileSync} from 'node:child_process';
import {appendFileSync} from 'node:fs';
import test from 'ava';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {holdMemory, memoryOf, saveOomKills} from '../../harness/container/out-of-memory.ts';
import {sandboxLimits} from '../../harness/sandbox/privileges.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

test('only where the machine’s count has changed since the operation began, the sandbox’s own is read', async t => {
	const folder = await folderWith(t, {});
	const printed: string[] = [];
	const context = contextOf('crun', 'nftables', {
		exec: async ([, , script = '', ...words]) => {
			// The counters of this machine's cgroup are nobody's business here.
			const stdout = execFileSync('sh', ['-c', script.replace(/echo killed;.*/s, 'echo killed'), ...words]);
			printed.push(String(stdout));
			return {exit: 0, stdout, stderr: '', duration: 1};
		},
	});
	execFileSync('sh', ['-c', saveOomKills, 'sh', folder]);
	const hold = (exit: number | null) => holdMemory(context, {operation: 'checkpoint', exit}, folder);
	await hold(137);
	appendFileSync(`${folder}/oom-kills`, 'another count');
	await t.throwsAsync(hold(137), {instanceOf: EvidenceMissing, message: /out of memory/});
	await hold(1);
	await hold(0);
	t.deepEqual(printed, ['', 'killed\n', 'killed\n']);
});

const counters = (killed: number, more: string): string => `killed\nmemory: oom_kill ${killed}\n${more}`;
const full = `memory: peak ${sandboxLimits.memory}\n`;

for (const [what, printed, memory] of [
	['nothing that can be read', 'killed\n', undefined],
	['no process of this sandbox', counters(0, full), 'enough'],
	['a process, with the sandbox full to its limit', counters(1, full), 'exceeded'],
	['a process, in a cgroup below', `memory: oom_kill 0\nmemory: oom_kill 2\n${full}`, 'exceeded'],
	['a process, with the sandbox full of files that it had read', counters(1, `memory: oom 0\n${full}`), 'lacking'],
	['a process, and the sandbox has met its limit', counters(1, `memory: oom 1\n${full}`), 'exceeded'],
	['a process, with room up to the limit', counters(1, 'memory: peak 90000000\n'), 'lacking'],
	['a process at the limit, before kernels told the peak', counters(1, 'memory: oom 3\nmemory: peak \n'), 'exceeded'],
	['a process by the limit of all sandboxes, likewise', counters(1, 'memory: oom 0\nmemory: peak \n'), 'lacking'],
] as const) {
	test(`the kernel has killed ${what}: ${memory ?? 'nobody can tell'}`, t => {
		t.is(memoryOf({}, printed), memory);
	});
}

test('memory that a bundle of the user’s own needs is not the product’s', t => {
	const bundle = {ociVersion: '1.0.2', process: {args: ['a']}, root: {path: 'rootfs'}};
	t.is(memoryOf({bundle}, counters(1, full)), 'lacking');
});

for (const exit of [1, 137, null]) {
	test(`CRIU that the kernel killed is told whatever its runtime exits with: ${exit}`, async t => {
		const held = (printed: string) => {
			const {sandbox} = playedSandbox([[/oom_kill/, {stdout: printed}]]);
			return holdMemory(contextOf('crun', 'nftables', sandbox), {operation: 'checkpoint', exit}, '/x');
		};
		const missing = await t.throwsAsync(held(counters(1, 'memory: peak 9\n')), {instanceOf: EvidenceMissing});
		t.is(missing?.message, 'crun checkpoint lost a process to the kernel: the machine or the sandbox is out of memory');
		const error = await t.throwsAsync(held(counters(1, full)), {instanceOf: Disagreement});
		t.is((error as Disagreement).layer, 'exit');
		t.regex(error?.message ?? '', /crun checkpoint has used up the memory that a sandbox may have: 2/);
		await t.notThrowsAsync(held(counters(0, full)));
	});
}
