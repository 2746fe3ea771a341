// A pre-dump that takes a lock is told by the script that CRIU ran, or by what the kernel's rules did meanwhile.
import {spawnSync} from 'node:child_process';
import test from 'ava';
import {privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import type {Sandbox} from '../../harness/container/cell-context.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {preDump} from '../../harness/container/pre-dump.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';
import {type Files, sandboxWith} from '../fixtures/operation.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

const instance = {id: 'netlock', bundle: '/cell/bundle', workload: counter(), topology: vethNetwork};
const folder = 'run/netlock/pre-dump';

// criu_req {type: SINGLE_PRE_DUMP}
const asked = {[`${folder}/requests/1.bin`]: Buffer.from([8, 11])};
const quiet = {[`${folder}/monitor.txt`]: Buffer.from('')};

const preDumping = (files: Files, exit = 0) => {
	const {sandbox, calls} = sandboxWith(exit, files);
	return {calls, done: preDump(contextOf('crun', 'nftables', sandbox), instance)};
};

test('the rules are watched while the runtime pre-dumps, and the next dump gets its folder', async t => {
	const {calls, done} = preDumping({...asked, ...quiet});
	t.deepEqual((await done).words, ['--parent-path', '../image-0']);
	const words = calls[0]?.slice(4) ?? [];
	t.deepEqual(words.slice(0, 4), [`/${folder}`, '/cell/image-0', '/cell/criu-0', '/run/netns/container']);
	t.true(words.includes('--pre-dump'));
	t.false(words.includes('--leave-running'));
});

const lock = 'add table inet CRIU-0\n# new generation 2 by process 9 (criu)\n';

for (const [what, files, exit, layer, says] of [
	['fails', {}, 1, 'exit', /^crun checkpoint --pre-dump fails: it failed$/],
	['asks CRIU for a dump', {...quiet, [`${folder}/requests/1.bin`]: Buffer.from([8, 1])}, 0, 'request', /sent CRIU no/],
	['locks', {...asked, [`${folder}/monitor.txt`]: Buffer.from(lock)}, 0, 'kernel', /no lock, but criu put a lock into/],
	[
		'runs the script of the lock',
		{...asked, ...quiet, [`${folder}/rulesets/1-network-lock.json`]: Buffer.from('{}')},
		0,
		'kernel',
		/no lock, but CRIU ran the action script of the stage network-lock$/,
	],
] as const) {
	test(`it is the product’s fault when it ${what}`, async t => {
		const error = await t.throwsAsync(preDumping(files, exit).done, {instanceOf: Disagreement});
		t.is(error?.layer, layer);
		t.regex(error?.shortMessage ?? '', says);
	});
}

test('rules that nobody watched are no verdict', async t => {
	await t.throwsAsync(preDumping(asked).done, {instanceOf: EvidenceMissing});
	const context = contextOf('crun', 'nftables', sandboxWith(0, {}).sandbox);
	await t.throwsAsync(preDump(context, {...instance, topology: privateNetwork}), {instanceOf: EvidenceMissing});
});

test('a pre-dump whose runtime is not called, since the rules cannot be watched, is no verdict', async t => {
	const folder = await folderWith(t, {});
	const exec: Sandbox['exec'] = async ([program = '', ...words]) => {
		// This machine has none of a sandbox's tools.
		const here = words.map(word => word.replaceAll(/\/(?=run\/netlock|cell)/g, `${folder}/`));
		const {status, stdout, stderr} = spawnSync(program, here);
		return {exit: status, stdout, stderr: String(stderr), duration: 1};
	};
	const error = await t.throwsAsync(preDump(contextOf('crun', 'nftables', {exec}), instance));
	t.true(error instanceof EvidenceMissing);
	t.regex(error?.message ?? '', /^the rules could not be watched\n.*stamp/);
});

test('a pre-dump that the kernel has ended for lack of memory is not the product’s failure', async t => {
	const lacking = {stdout: 'killed\nmemory: oom_kill 1\nmemory: peak 9\n'};
	const {sandbox} = playedSandbox([
		[/--pre-dump/, {exit: 1}],
		[/echo killed/, lacking],
	]);
	const error = await t.throwsAsync(preDump(contextOf('crun', 'nftables', sandbox), instance));
	t.true(error instanceof EvidenceMissing);
	t.regex(error?.message ?? '', /^crun checkpoint --pre-dump lost a process to the kernel/);
});
