// How a runtime's answer to a spelling is judged: a played runtime, whose sandbox says how it ended.
import test from 'ava';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import {Disagreement} from '../../harness/container/errors.ts';
import type {Instance} from '../../harness/container/instance.ts';
import {type Answer, answerTo, type Spelling} from '../../harness/container/lock-option.ts';
import {contextOf} from '../fixtures/cell-context.ts';

const instance: Instance = {id: 'c', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
const runsOn = {keepsCounting: async () => {}, hasNoLock: async () => {}};

/** The runtime ends so, and sends CRIU nothing. */
const answering = async (exit: number, stderr: string, spelling: Spelling = {before: ['--network-lock', 'x']}) => {
	const argvs: (readonly string[])[] = [];
	const context = contextOf('crun', 'nftables', {
		exec: async argv => {
			argvs.push(argv);
			const runtime = argv.includes('checkpoint');
			return {exit: runtime ? exit : 0, stdout: new Uint8Array(1024), stderr: runtime ? stderr : '', duration: 1};
		},
	});
	const answer: Answer = await answerTo(context, instance, spelling, runsOn);
	const argv = argvs.find(each => each.includes('checkpoint')) ?? [];
	return {answer, words: argv.slice(argv.indexOf('--work-path') + 2)};
};

test('a refusal with words about the lock is a refusal, and satisfies either', async t => {
	const {answer} = await answering(1, 'unknown network lock method specified');
	await t.notThrowsAsync(answer.refuses());
	await t.notThrowsAsync(answer.honoursOrRefuses('nftables'));
	t.throws(() => answer.honours('nftables'), {
		instanceOf: Disagreement,
		message: /`checkpoint --network-lock x ID` is not accepted: unknown network lock method specified/,
	});
});

const notClear = test.macro({
	async exec(t, exit: number, stderr: string, message: RegExp) {
		const {answer} = await answering(exit, stderr);
		for (const judged of [answer.refuses, () => answer.honoursOrRefuses('nftables')]) {
			await t.throwsAsync(judged(), {instanceOf: Disagreement, message});
		}
	},
	title: (_, exit, stderr) => `exit ${exit} with ‘${stderr}’ is no clear refusal`,
});
test(notClear, 1, 'checkpoint failed', /^exit: the refusal of .* says nothing of the lock: checkpoint failed/);
test(notClear, 1, '', /says nothing of the lock: exit 1, and no word of why/);
test(notClear, 139, 'network lock', /^exit: .* crashes with SIGSEGV \(exit 139\)/);

test('a runtime that ends well without a lock has not refused', async t => {
	const {answer} = await answering(0, '');
	await t.throwsAsync(answer.refuses(), {instanceOf: Disagreement, message: /is accepted, but was to be refused/});
});

test('a container that does not run on after the refusal disagrees', async t => {
	const stopped = new Disagreement('behaviour', 'the workload stopped counting at 3');
	const context = contextOf('crun', 'nftables', {
		exec: async () => ({exit: 1, stdout: new Uint8Array(1024), stderr: 'network lock?', duration: 1}),
	});
	const keepsCounting = () => Promise.reject(stopped);
	const answer = await answerTo(context, instance, {}, {...runsOn, keepsCounting});
	t.is(await t.throwsAsync(answer.refuses()), stopped);
});

test('words stand before and after the id, which can be left out', async t => {
	const around = await answering(1, '', {before: ['--a', 'b'], after: ['--c']});
	t.deepEqual(around.words, ['--a', 'b', 'c', '--c']);
	const bare = await answering(1, '', {before: ['--a'], withoutId: true});
	t.deepEqual(bare.words, ['--a']);
});
