// The judgement of a runtime's reaction to a spelling, with a fake runtime.
import {buffer} from 'node:stream/consumers';
import test from 'ava';
import {pack} from 'tar-stream';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import {Disagreement} from '../../harness/container/errors.ts';
import type {Instance} from '../../harness/container/instance.ts';
import {type Reaction, reactionTo, type Spelling} from '../../harness/container/lock-option.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

const instance: Instance = {id: 'c', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
const runsOn = {keepsCounting: async () => {}, hasNoLock: async () => {}};

/** The runtime ends with this status, and sends CRIU nothing. */
const reacting = async (exit: number, stderr: string, spelling: Spelling = {before: ['--network-lock', 'x']}) => {
	const argvs: (readonly string[])[] = [];
	const context = contextOf('crun', 'nftables', {
		exec: async argv => {
			argvs.push(argv);
			const runtime = argv.includes('checkpoint');
			return {exit: runtime ? exit : 0, stdout: new Uint8Array(1024), stderr: runtime ? stderr : '', duration: 1};
		},
	});
	const reaction: Reaction = await reactionTo(context, instance, spelling, runsOn);
	const argv = argvs.find(each => each.includes('checkpoint')) ?? [];
	return {reaction, words: argv.slice(argv.indexOf('--work-path') + 2)};
};

test('a refusal with words about the lock is a refusal, and satisfies either', async t => {
	const {reaction} = await reacting(1, 'unknown network lock method specified');
	await t.notThrowsAsync(reaction.refuses());
	await t.notThrowsAsync(reaction.honoursOrRefuses('nftables'));
	t.throws(() => reaction.honours('nftables'), {
		instanceOf: Disagreement,
		message: /`checkpoint --network-lock x ID` is not accepted: unknown network lock method specified/,
	});
});

const notClear = test.macro({
	async exec(t, exit: number, stderr: string, message: RegExp) {
		const {reaction} = await reacting(exit, stderr);
		for (const judged of [reaction.refuses, () => reaction.honoursOrRefuses('nftables')]) {
			await t.throwsAsync(judged(), {instanceOf: Disagreement, message});
		}
	},
	title: (_, exit, stderr) => `exit ${exit} with ‘${stderr}’ is no clear refusal`,
});
test(notClear, 1, 'checkpoint failed', /^exit: the refusal of .* says nothing of the lock: checkpoint failed/);
test(notClear, 1, '', /says nothing of the lock: exit 1, and no word of why/);
test(notClear, 137, 'network lock', /^exit: .* crashes with SIGKILL \(exit 137\)/);
test(notClear, 139, 'network lock', /^exit: .* crashes with SIGSEGV \(exit 139\)/);

test('a runtime that ends well without a lock has not refused', async t => {
	const {reaction} = await reacting(0, '');
	await t.throwsAsync(reaction.refuses(), {instanceOf: Disagreement, message: /is accepted, but was to be refused/});
});

test('a container that does not run after the refusal disagrees', async t => {
	const stopped = new Disagreement('behaviour', 'the workload stopped counting at 3');
	const context = contextOf('crun', 'nftables', {
		exec: async () => ({exit: 1, stdout: new Uint8Array(1024), stderr: 'network lock?', duration: 1}),
	});
	const keepsCounting = () => Promise.reject(stopped);
	const reaction = await reactionTo(context, instance, {}, {...runsOn, keepsCounting});
	t.is(await t.throwsAsync(reaction.refuses()), stopped);
});

test('options stand before and after the id, which can be left out', async t => {
	const around = await reacting(1, '', {before: ['--a', 'b'], after: ['--c']});
	t.deepEqual(around.words, ['--a', 'b', 'c', '--c']);
	const bare = await reacting(1, '', {before: ['--a'], withoutId: true});
	t.deepEqual(bare.words, ['--a']);
});

const folder = 'run/netlock/1-checkpoint';
const dumped: Record<string, Buffer> = {
	[`${folder}/requests/00000002-2.bin`]: evidenceBytes('requests/crun-1.28-dump-nftables.bin'),
	[`${folder}/rulesets/00000003-network-lock.json`]: evidenceBytes('rulesets/nftables-released.ruleset'),
	[`${folder}/rulesets/00000005-post-dump.json`]: evidenceBytes('rulesets/nftables-held.ruleset'),
	'cell/image-c-1/inventory.img': evidenceBytes('inventories/criu-4.2.1-crun-nftables.img'),
};

/** The runtime sends CRIU a request, and the dump leaves these files. */
const honouring = async (changes: Record<string, Buffer | undefined> = {}, exit = 0): Promise<Reaction> => {
	const archive = pack();
	for (const [name, content] of Object.entries({...dumped, ...changes})) if (content) archive.entry({name}, content);
	archive.finalize();
	const stdout = await buffer(archive);
	const context = contextOf('crun', 'nftables', {
		exec: async argv => {
			const runtime = argv.includes('checkpoint');
			return {exit: runtime ? exit : 0, stdout: runtime ? new Uint8Array() : stdout, stderr: '', duration: 1};
		},
	});
	return reactionTo(context, instance, {before: ['--network-lock', 'nftables']}, runsOn);
};

test('a lock that was sent, recorded and in the kernel is honoured, and was not refused', async t => {
	const reaction = await honouring();
	t.notThrows(() => reaction.honours('nftables'));
	await t.notThrowsAsync(reaction.honoursOrRefuses('nftables'));
	await t.throwsAsync(reaction.refuses(), {instanceOf: Disagreement, message: /is accepted, but was to be refused/});
});

const notHonoured: [string, Record<string, Buffer | undefined>, number, RegExp][] = [
	[
		'request',
		{[`${folder}/requests/00000002-2.bin`]: evidenceBytes('requests/crun-1.28-dump-unset.bin')},
		0,
		/^request: /,
	],
	['record', {'cell/image-c-1/inventory.img': evidenceBytes('inventories/criu-4.2.1-crun-skip.img')}, 0, /^record: /],
	[
		'kernel',
		{[`${folder}/rulesets/00000005-post-dump.json`]: evidenceBytes('rulesets/skip-held.ruleset')},
		0,
		/^kernel: /,
	],
	['exit status', {}, 1, /^exit: .* fails: exit 1/],
];
for (const [what, changes, exit, message] of notHonoured) {
	test(`an accepted lock is not honoured if its ${what} disagrees`, async t => {
		const reaction = await honouring(changes, exit);
		t.throws(() => reaction.honours('nftables'), {instanceOf: Disagreement, message});
		await t.throwsAsync(reaction.honoursOrRefuses('nftables'), {instanceOf: Disagreement, message});
	});
}

test('an accepted option without a request on the wire is not honoured', async t => {
	const reaction = await honouring({[`${folder}/requests/00000002-2.bin`]: undefined});
	t.throws(() => reaction.honours('nftables'), {
		instanceOf: Disagreement,
		message: /^request: crun checkpoint succeeds, but sent CRIU no request/,
	});
});
