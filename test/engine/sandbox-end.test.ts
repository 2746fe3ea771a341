// Who ended a sandbox: the kernel, somebody outside, or a program in it.
import test from 'ava';
import type Docker from 'dockerode';
import type {StartedSandbox} from '../../harness/engine/sandbox.ts';
import {endOf, withReasons} from '../../harness/engine/sandbox-end.ts';

const containerThat = (inspect: () => Promise<object>, stats: object = {}): Docker.Container =>
	({inspect, stats: async () => stats}) as unknown as Docker.Container;
const running = async () => ({State: {Running: true, ExitCode: 0}});
const ended = (state: object) => endOf(containerThat(async () => ({State: {Running: false, ...state}})));

test('the error says that a sandbox was killed or removed from outside', async t => {
	t.is(
		(await ended({ExitCode: 137, OOMKilled: false}))?.shortMessage,
		'the container of the sandbox is not running any more: it was killed from outside',
	);
	t.regex((await ended({ExitCode: 137, OOMKilled: true}))?.shortMessage ?? '', /out of memory$/);
	const removed = containerThat(() => Promise.reject({statusCode: 404}));
	t.regex((await endOf(removed))?.shortMessage ?? '', /no such container/);
});

test('a sandbox that runs, that ended from inside, or whose end is unknown explains nothing', async t => {
	t.is(await endOf(containerThat(running)), undefined);
	const roomy = {memory_stats: {usage: 1e6, limit: 2e9}, pids_stats: {current: 20, limit: 1024}};
	t.is(await endOf(containerThat(running, roomy)), undefined);
	t.is(await ended({ExitCode: 0}), undefined);
	t.is(await endOf(containerThat(() => Promise.reject(new Error('ECONNREFUSED')))), undefined);
});

test('a running sandbox without memory or processes left says so', async t => {
	const full = containerThat(running, {memory_stats: {usage: 2 ** 31 - 4096, limit: 2 ** 31}});
	t.is((await endOf(full))?.shortMessage, 'the sandbox is out of memory: it has 2048 MiB');
	const crowded = containerThat(running, {pids_stats: {current: 12, limit: 1}});
	t.is((await endOf(crowded))?.shortMessage, 'the sandbox is out of processes: cannot fork more than 1');
});

test('memory that holds only contents of files is not lacking', async t => {
	const usage = 2 ** 31 - 4096;
	const cached = (stats: object) => endOf(containerThat(running, {memory_stats: {usage, limit: 2 ** 31, stats}}));
	t.is(await cached({inactive_file: 2 ** 30}), undefined, 'cgroup v2');
	t.is(await cached({total_inactive_file: 2 ** 30, inactive_file: 0}), undefined, 'cgroup v1');
	t.regex((await cached({inactive_file: 4096}))?.shortMessage ?? '', /out of memory/);
});

test('what the product has used up of its own limits, or has killed, is its failure', async t => {
	const own = {memory: 2 ** 31, processes: 1024};
	const used = (stats: object) => endOf(containerThat(running, stats), own);
	const memory = await used({memory_stats: {usage: 2 ** 31 - 4096, limit: 2 ** 31}});
	t.like(memory, {
		kind: 'product',
		shortMessage: 'what runs in the sandbox has used up the memory that it may have: 2048 MiB',
	});
	t.like(await used({pids_stats: {current: 1024, limit: 1024}}), {kind: 'product'});
	t.like(await used({memory_stats: {usage: 9e8, limit: 9e8}}), {kind: 'machine'}, 'somebody outside took memory away');
	t.like(await used({pids_stats: {current: 12, limit: 1}}), {kind: 'machine'});
	t.like(await ended({ExitCode: 86, OOMKilled: false}), {kind: 'product'});
	t.like(await ended({ExitCode: 86, OOMKilled: true}), {kind: 'machine'});
});

test('a command fails with the end of its sandbox, else with the reason that the caller finds', async t => {
	const failing = (inspect: () => Promise<object>): StartedSandbox => ({
		id: 'c1',
		container: containerThat(inspect),
		exec: () => Promise.reject(new Error('no answer')),
		stop: async () => ({id: 'c1'}),
	});
	const killed = failing(async () => ({State: {Running: false, ExitCode: 86, OOMKilled: false}}));
	await t.throwsAsync(withReasons(killed, undefined).exec(['true']), {message: /killed all its processes$/});
	await t.throwsAsync(withReasons(failing(running), undefined).exec(['true']), {message: 'no answer'});
	const gone = async (error: unknown) => new Error(`the engine is gone: ${String(error)}`);
	await t.throwsAsync(withReasons(failing(running), undefined, gone).exec(['true']), {
		message: 'the engine is gone: Error: no answer',
	});
});
