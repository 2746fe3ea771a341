// The bound on sandboxes at the same time.
import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {Semaphore} from '../../harness/support/semaphore.ts';

test('no more enter than there are slots, and all enter in the end', async t => {
	const slots = new Semaphore(3);
	let [inside, most, done] = [0, 0, 0];
	await Promise.all(
		Array.from({length: 20}, async (_, index) => {
			await slots.enter();
			most = Math.max(most, ++inside);
			for (let turns = 0; turns < index % 4; turns++) await turn();
			inside--;
			done++;
			slots.leave();
		}),
	);
	t.deepEqual({most, done, inside}, {most: 3, done: 20, inside: 0});
});

test('the one that waits longest is next', async t => {
	const slots = new Semaphore(1);
	const order: string[] = [];
	await slots.enter();
	const waiting = ['first', 'second', 'third'].map(async name => {
		await slots.enter();
		order.push(name);
	});
	await turn();
	t.deepEqual(order, []);
	for (let left = 1; left <= 3; left++) {
		slots.leave();
		await turn();
		t.is(order.length, left);
	}
	await Promise.all(waiting);
	t.deepEqual(order, ['first', 'second', 'third']);
});

test('the most urgent is next, and among equals the one that waits longest', async t => {
	const slots = new Semaphore(1);
	const order: string[] = [];
	await slots.enter();
	const waiting = (
		[
			['a', 0],
			['b', 5],
			['c', 9],
			['d', 9],
		] as const
	).map(async ([name, urgency]) => {
		await slots.enter(urgency);
		order.push(name);
		slots.leave();
	});
	slots.leave();
	await Promise.all(waiting);
	t.deepEqual(order, ['c', 'd', 'b', 'a']);
});

test('a freed slot is free for a later one', async t => {
	const slots = new Semaphore(1);
	let entered = 0;
	for (let round = 1; round <= 3; round++) {
		await slots.enter();
		entered++;
		slots.leave();
	}
	t.is(entered, 3);
});

test('a slot that is passed on is not free as well', async t => {
	const slots = new Semaphore(1);
	let entered = 0;
	const enter = async (): Promise<void> => {
		await slots.enter();
		entered++;
	};
	await enter();
	const waiting = enter();
	slots.leave();
	await waiting;
	const late = enter();
	await turn();
	t.is(entered, 2);
	slots.leave();
	await late;
	t.is(entered, 3);
});
