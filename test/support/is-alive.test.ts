import {spawn} from 'node:child_process';
import {once} from 'node:events';
import test from 'ava';
import {isAlive} from '../../harness/support/is-alive.ts';

test('a process is alive until it has ended', async t => {
	t.true(isAlive(process.pid));
	const child = spawn('true');
	await once(child, 'exit');
	t.false(isAlive(child.pid ?? 1));
});

test('a process that this user may not signal is alive', t => {
	const {kill} = process;
	t.teardown(() => {
		process.kill = kill;
	});
	process.kill = () => {
		throw Object.assign(new Error('kill EPERM'), {code: 'EPERM'});
	};
	t.true(isAlive(1));
});
