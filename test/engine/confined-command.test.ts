// A confined command on a fake engine: what it may do, which limit ended it, and what it returns.
import {PassThrough, Readable} from 'node:stream';
import test, {type ExecutionContext} from 'ava';
import {type ConfinedSpec, runConfined} from '../../harness/engine/confined-command.ts';
import {EngineError} from '../../harness/engine/errors.ts';
import {label} from '../../harness/engine/labels.ts';
import {resourceLimits} from '../../harness/engine/resource-limits.ts';
import {dockerd, frame, type Routes} from '../fixtures/dockerd.ts';

type Course = {
	/** Its output, and whether it ends by itself. */
	prints?: Buffer[];
	exit?: number;
	/** It ends only when it is killed. */
	stays?: boolean;
	state?: object;
	routes?: Routes;
};

/** An engine with one container that does this. */
const engine = async (t: ExecutionContext, {prints = [], exit = 0, stays = false, state = {}, routes = {}}: Course) => {
	const given: Buffer[] = [];
	const ended = Promise.withResolvers<number>();
	const made = await dockerd(t, {
		'POST /containers/create': {status: 201, json: {Id: 'c1'}},
		'POST /containers/c1/attach': {
			attached: async stream => {
				// The input arrives after the start. A command that does not end may get none.
				const hasInput = new Promise<void>(resolve => stream.once('data', () => resolve()));
				stream.on('data', (chunk: Buffer) => given.push(chunk));
				await (stays ? Promise.race([hasInput, ended.promise]) : hasInput);
				for (const each of prints) stream.write(each);
				await ended.promise;
				stream.end();
			},
		},
		'POST /containers/c1/start': () => {
			if (!stays) ended.resolve(exit);
			return {status: 204};
		},
		'POST /containers/c1/wait': async () => ({json: {StatusCode: await ended.promise}}),
		'POST /containers/c1/kill': () => {
			ended.resolve(137);
			return {status: 204};
		},
		'GET /containers/c1/json': {json: {State: {OOMKilled: false, ...state}}},
		'DELETE /containers/c1': {status: 204},
		...routes,
	});
	return {...made, given: () => Buffer.concat(given).toString('utf8')};
};

const spec = (changes: Partial<ConfinedSpec> = {}): ConfinedSpec => ({
	ref: 'netlock/builder:1',
	command: ['make'],
	env: {LANG: 'C'},
	folders: ['/work'],
	owner: 'host:1',
	run: 'build',
	input: Readable.from(['the sources']),
	limits: {time: 60, memory: 1000, disk: 500, processes: 7, log: 1000, output: 1000},
	...changes,
});

test('it has no network, no capability, no privilege, no volume, a read-only root, and every limit', async t => {
	const {docker, asked} = await engine(t, {});
	await runConfined(docker, spec());
	const {HostConfig, ...more} = JSON.parse(asked[0]?.body.toString() ?? '');
	t.like(more, {Image: 'netlock/builder:1', Cmd: ['make'], Env: ['LANG=C']});
	t.deepEqual(more.Labels, {[label.run]: 'build', [label.cell]: 'build', [label.owner]: 'host:1'});
	t.deepEqual(HostConfig, {
		NetworkMode: 'none',
		ReadonlyRootfs: true,
		CapDrop: ['ALL'],
		SecurityOpt: ['no-new-privileges'],
		Memory: 1000,
		MemorySwap: 1000,
		PidsLimit: 7,
		Ulimits: resourceLimits,
		Tmpfs: {'/work': 'rw,exec,nosuid,nodev,mode=1777,size=500'},
		LogConfig: {Type: 'none', Config: {}},
	});
});

test('bytes go in and come out, output and log apart, lines at once, and the container is removed', async t => {
	const {docker, asked, given, calls} = await engine(t, {
		prints: [frame(2, '\u001B[1mfirst\u001B[0m\nsec'), frame(1, Buffer.from([0, 255])), frame(2, 'ond\nlast')],
		exit: 3,
	});
	const lines: string[] = [];
	const result = await runConfined(docker, spec({onLine: line => lines.push(line)}));
	t.like(result, {exit: 3, endedFromOutside: false, log: 'first\nsecond\nlast'});
	t.false('met' in result);
	t.deepEqual([...result.output], [0, 255]);
	t.deepEqual(lines, ['first', 'second']);
	t.is(given(), 'the sources');
	const attached = asked.find(({path}) => path === '/containers/c1/attach');
	t.like(attached?.query, {stream: 'true', stdin: 'true', stdout: 'true', stderr: 'true'});
	t.is(attached?.headers['content-length'], '0', 'Podman leaves a body to the command');
	t.is(calls().at(-1), 'DELETE /containers/c1');
});

for (const [met, course, changes] of [
	['output', {prints: [frame(1, 'x'.repeat(1001))], stays: true}, {}],
	['log', {prints: [frame(2, 'x'.repeat(1001))], stays: true}, {}],
	['time', {stays: true}, {limits: {...spec().limits, time: 0.05}}],
	['memory', {exit: 137, state: {OOMKilled: true}}, {}],
] satisfies [string, Course, Partial<ConfinedSpec>][]) {
	test(`the error names the limit that ended it: ${met}`, async t => {
		const {docker, calls} = await engine(t, course);
		t.like(await runConfined(docker, spec(changes)), {met, endedFromOutside: false});
		t.is(calls().at(-1), 'DELETE /containers/c1');
	});
}

test('a child that ran out of memory is no limit, if the command itself succeeds', async t => {
	const {docker} = await engine(t, {exit: 0, state: {OOMKilled: true}});
	t.is((await runConfined(docker, spec())).met, undefined);
});

test('a command that is killed, or whose container is gone, was ended from outside', async t => {
	const killed = await engine(t, {exit: 137});
	t.true((await runConfined(killed.docker, spec())).endedFromOutside);
	const gone = await engine(t, {exit: 0, routes: {'GET /containers/c1/json': {status: 404, json: {message: 'gone'}}}});
	t.true((await runConfined(gone.docker, spec())).endedFromOutside);
});

test('an abort kills the command, throws its reason, and leaves no container', async t => {
	const {docker, calls} = await engine(t, {prints: [frame(2, 'at work\n')], stays: true});
	const stop = new AbortController();
	const reason = new Error('Ctrl-C');
	const running = runConfined(docker, spec({signal: stop.signal, onLine: () => stop.abort(reason)}));
	t.is(await t.throwsAsync(running), reason);
	t.true(calls().includes('POST /containers/c1/kill'));
	t.is(calls().at(-1), 'DELETE /containers/c1');
});

test('after an abort no container is made', async t => {
	const {docker, calls} = await engine(t, {});
	await t.throwsAsync(runConfined(docker, spec({signal: AbortSignal.abort(new Error('over'))})), {message: 'over'});
	t.deepEqual(calls(), []);
});

for (const [what, route, says] of [
	[
		'made',
		'POST /containers/create',
		/^a container of netlock\/builder:1 for a confined command could not be made: .*no space/,
	],
	['started', 'POST /containers/c1/start', /^a confined command in netlock\/builder:1 did not start: .*no space/],
] as const) {
	test(`a command that cannot be ${what} is trouble of the engine, with its message`, async t => {
		const {docker} = await engine(t, {routes: {[route]: {status: 500, json: {message: 'no space'}}}});
		const error = await t.throwsAsync(runConfined(docker, spec()), {instanceOf: EngineError});
		t.regex(error?.message ?? '', says);
	});
}

test('an input that fails ends the command, and is the error', async t => {
	const {docker} = await engine(t, {stays: true});
	const input = new PassThrough();
	const running = runConfined(docker, spec({input}));
	input.destroy(new Error('the disk is gone'));
	await t.throwsAsync(running, {instanceOf: EngineError, message: /could not be read: the disk is gone/});
});
