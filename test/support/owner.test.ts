// Whether the process that owns something still lives. A living one is never "gone", whatever this process can see.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import test from 'ava';
import {here, ownerOf, stateOfOwner, type View} from '../../harness/support/owner.ts';

/** A machine on which only pid 7 lives, started at tick 1000. */
const machine = (changes: Partial<View> = {}): View => ({
	host: 'ci',
	boot: 'b1',
	namespace: '4026531836',
	isAlive: pid => pid === 7,
	startOf: pid => (pid === 7 ? '1000' : ''),
	...changes,
});
const owner = ownerOf(7, machine());

test('this process is alive, and a child is gone after its end', async t => {
	t.is(stateOfOwner(ownerOf(process.pid)), 'alive');
	const child = spawn('sleep', ['60']);
	t.teardown(() => child.kill());
	const owned = ownerOf(child.pid ?? 0);
	t.regex(owned, /:\d+$/);
	t.is(stateOfOwner(owned), 'alive');
	child.kill();
	await once(child, 'exit');
	t.is(stateOfOwner(owned), 'gone');
});

for (const [what, view, expected] of [
	['the same process', machine(), 'alive'],
	['a pid that another process has now', machine({startOf: () => '2000'}), 'gone'],
	['a pid that nobody has', machine({isAlive: () => false}), 'gone'],
	['another pid namespace of the same host', machine({namespace: '4026532999', isAlive: () => false}), 'unseen'],
	['a pid namespace that cannot be read', machine({namespace: '', isAlive: () => false}), 'unseen'],
	['another boot', machine({boot: 'b2', isAlive: () => false}), 'unseen'],
	['another host name of the same boot and namespace', machine({host: 'job', isAlive: () => false}), 'gone'],
	['a start that cannot be read', machine({startOf: () => ''}), 'alive'],
] as const) {
	test(`an owner as seen with ${what}: ${expected}`, t => {
		t.is(stateOfOwner(owner, view), expected);
	});
}

test('an owner in the format of an older netlock is a pid of a host', t => {
	t.is(stateOfOwner('ci:7', machine()), 'alive');
	t.is(stateOfOwner('ci:8', machine()), 'gone');
	t.is(stateOfOwner('ci-2:8', machine()), 'unseen');
	t.is(stateOfOwner('', machine()), 'unseen');
});

test('an owner in a pid namespace whose /proc cannot be read has no namespace', t => {
	t.is(stateOfOwner(ownerOf(8, {...here, namespace: ''}), {...here, namespace: ''}), 'unseen');
});
