// Work and its clean-up: both are done, and of two errors the first one counts.
import test from 'ava';
import {thenCleanUp} from '../../harness/support/clean-up.ts';

const done = async (): Promise<string> => 'done';
const failing = (message: string) => async (): Promise<never> => {
	throw new Error(message);
};

test('the result of the work comes after the clean-up', async t => {
	const order: string[] = [];
	const note = (name: string) => async () => order.push(name);
	t.is(await thenCleanUp(note('work'), note('clean-up')), 1);
	t.deepEqual(order, ['work', 'clean-up']);
});

test('work that fails is followed by its clean-up, and its error counts, also if the clean-up fails too', async t => {
	let cleaned = 0;
	const cleanUp = async () => {
		cleaned += 1;
		throw new Error('the engine is gone');
	};
	await t.throwsAsync(thenCleanUp(failing('no library'), cleanUp), {message: 'no library'});
	t.is(cleaned, 1);
});

test('a clean-up that fails alone is an error', async t => {
	await t.throwsAsync(thenCleanUp(done, failing('still in use')), {message: 'still in use'});
});
