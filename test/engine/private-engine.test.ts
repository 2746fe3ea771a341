// How a private engine's start fails, with a program in place of dockerd.
import {chmod} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {NoEngine} from '../../harness/engine/errors.ts';
import {launchEngine, removePrivateEngine} from '../../harness/engine/private-engine.ts';
import {folderWith} from '../fixtures/folder.ts';

const launch = async (t: ExecutionContext, script: string, limitMs?: number) => {
	const home = await folderWith(t, {dockerd: `#!/bin/sh\n${script}\n`});
	await chmod(join(home, 'dockerd'), 0o755);
	return launchEngine(join(home, 'dockerd'), home, limitMs === undefined ? {} : {limitMs});
};

test('an engine that ends stops the wait, and the error has its exit status and the end of its log', async t => {
	const failing = launch(t, 'echo failed to mount overlay >&2; exit 7');
	const error = await t.throwsAsync(failing, {instanceOf: NoEngine});
	t.regex(error?.shortMessage ?? '', /^the private engine did not start \(.*dockerd\): exit 7$/);
	t.regex(error?.message ?? '', /failed to mount overlay\nWhole log: .*dockerd\.log$/);
});

test('the error names the signal that ended an engine', async t => {
	const error = await t.throwsAsync(launch(t, 'kill -KILL $$'), {instanceOf: NoEngine});
	t.regex(error?.shortMessage ?? '', /: SIGKILL$/);
});

test('an engine that cannot be executed is an error, and no crash', async t => {
	const home = await folderWith(t, {});
	const error = await t.throwsAsync(launchEngine(join(home, 'none'), home), {instanceOf: NoEngine});
	t.regex(error?.shortMessage ?? '', /ENOENT$/);
});

test('netlock gives up on an engine that never answers', async t => {
	const error = await t.throwsAsync(launch(t, 'exec sleep 2', 300), {instanceOf: NoEngine});
	t.regex(error?.shortMessage ?? '', /it does not answer within 0\.3 s$/);
});

test('without an engine nothing is removed', async t => {
	t.false(await removePrivateEngine(await folderWith(t, {})));
});
