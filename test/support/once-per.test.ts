// The cache keeps results, and no failure.
import test from 'ava';
import {oncePer, oncePerName} from '../../harness/support/once-per.ts';

/** Fails at the first call. Then it gives the number of calls. */
const failingOnce = () => {
	let asked = 0;
	return oncePer(async (_: object) => {
		asked += 1;
		if (asked === 1) throw new Error('the engine is away');
		return asked;
	});
};

test('the work of a key starts once, also while it runs', async t => {
	const asked: object[] = [];
	const [a, b] = [{}, {}];
	const answer = oncePer(async (key: object) => asked.push(key));
	t.deepEqual(await Promise.all([answer(a), answer(a), answer(b)]), [1, 1, 2]);
	t.is(await answer(a), 1);
	t.deepEqual(asked, [a, b]);
});

test('after a failure the next call starts the work again', async t => {
	const answer = failingOnce();
	const key = {};
	await t.throwsAsync(answer(key), {message: 'the engine is away'});
	t.is(await answer(key), 2);
	t.is(await answer(key), 2);
});

test('of two callers that try again after one failure, the second one shares the work of the first', async t => {
	const answer = failingOnce();
	const key = {};
	const twice = (): Promise<number> => answer(key).catch(() => answer(key));
	t.deepEqual(await Promise.all([twice(), twice()]), [2, 2]);
});

test('names are keys too: each name has its own result', async t => {
	const cached = oncePerName<string>();
	t.is(await cached('a', async () => 'first'), 'first');
	t.is(await cached('a', async () => 'second'), 'first');
	t.is(await cached('b', async () => 'second'), 'second');
});
