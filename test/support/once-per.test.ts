// An answer that is remembered, and a failure that is not.
import test from 'ava';
import {oncePer} from '../../harness/support/once-per.ts';

test('each thing is asked about once, also while the answer is under way', async t => {
	const asked: object[] = [];
	const [a, b] = [{}, {}];
	const answer = oncePer(async (key: object) => asked.push(key));
	t.deepEqual(await Promise.all([answer(a), answer(a), answer(b)]), [1, 1, 2]);
	t.is(await answer(a), 1);
	t.deepEqual(asked, [a, b]);
});

test('after a failure it is asked about again', async t => {
	let asked = 0;
	const answer = oncePer(async (_: object) => {
		asked += 1;
		if (asked === 1) throw new Error('the engine is away');
		return asked;
	});
	const key = {};
	await t.throwsAsync(answer(key), {message: 'the engine is away'});
	t.is(await answer(key), 2);
	t.is(await answer(key), 2);
});
