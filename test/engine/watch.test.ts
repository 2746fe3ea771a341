// The watch over an engine during a run.
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {clientFor} from '../../harness/engine/client.ts';
import {EngineGone} from '../../harness/engine/errors.ts';
import {reasonOf, watchEngine, withEngine} from '../../harness/engine/watch.ts';
import {folderWith} from '../fixtures/folder.ts';

const pinged = async (t: ExecutionContext) => {
	const socket = join(await folderWith(t, {}), 'engine.sock');
	let asked = 0;
	const open = async () => {
		const server = createServer((_, response) => {
			asked += 1;
			response.end('OK');
		});
		server.listen(socket);
		await once(server, 'listening');
		const close = async () => {
			server.close();
			server.closeAllConnections();
			rmSync(socket, {force: true});
		};
		t.teardown(close);
		return close;
	};
	const endpoint = `unix://${socket}`;
	const docker = clientFor(endpoint);
	const ping = docker.ping.bind(docker);
	/** The engine is gone at the first check, and is there at the second. */
	const openAfterFirstLook = (): void => {
		let looks = 0;
		docker.ping = async () => {
			looks += 1;
			if (looks === 2) await open();
			return ping();
		};
	};
	return {docker, open, openAfterFirstLook, watch: () => watchEngine(docker, endpoint), asked: () => asked};
};

test('the error names an engine that dies', async t => {
	const engine = await pinged(t);
	const close = await engine.open();
	const {lost, stop} = engine.watch();
	t.teardown(stop);
	while (engine.asked() < 2) await new Promise(resolve => setTimeout(resolve, 20));
	t.false(lost.aborted);
	await close();
	if (!lost.aborted) await once(lost, 'abort');
	t.true(lost.reason instanceof EngineGone);
	t.regex(String(lost.reason.shortMessage), /^the engine at unix:\S+engine\.sock is gone: connect ENOENT/);
	t.is(lost.reason.kind, 'machine');
});

test('an engine that starts again is not gone, and after stop() the watch sends no request', async t => {
	const engine = await pinged(t);
	engine.openAfterFirstLook();
	const {lost, stop} = engine.watch();
	while (engine.asked() < 5) await new Promise(resolve => setTimeout(resolve, 20));
	t.false(lost.aborted);
	stop();
	const before = engine.asked();
	// Time for three checks. One may be in progress.
	await new Promise(resolve => setTimeout(resolve, 1500));
	t.true(engine.asked() <= before + 1);
});

test('a call that fails while the engine is away for a moment is repeated, and no other failed call is', async t => {
	const engine = await pinged(t);
	let tries = 0;
	const work = async (): Promise<number> => {
		tries += 1;
		if (tries === 1) throw new Error('connect ENOENT');
		return tries;
	};
	engine.openAfterFirstLook();
	t.is(await withEngine(engine.docker, 'unix:///engine.sock', work), 2);
	const fail = async () => Promise.reject(new Error('no such image'));
	await t.throwsAsync(withEngine(engine.docker, 'unix:///engine.sock', fail), {message: 'no such image'});
});

test('the error of a call that fails because the engine is gone says so', async t => {
	const engine = await pinged(t);
	const error = new Error('it did not end');
	t.true((await reasonOf(engine.docker, 'unix:///engine.sock', error)) instanceof EngineGone);
	await engine.open();
	t.is(await reasonOf(engine.docker, 'unix:///engine.sock', error), error);
});
