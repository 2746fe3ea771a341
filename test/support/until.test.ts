import test from 'ava';
import {until} from '../../harness/support/until.ts';

test('the first look that finds a value ends the wait, with the value', async t => {
	const looks = [undefined, false, 'found', 'too late'];
	t.is(await until(() => looks.shift(), {limitMs: 10_000, everyMs: 1}), 'found');
	t.deepEqual(looks, ['too late']);
});

test('0 and an empty string are values, too', async t => {
	t.is(await until(() => 0, {limitMs: 0}), 0);
	t.is(await until(async () => '', {limitMs: 0}), '');
});

test('without time there is one look', async t => {
	let looks = 0;
	t.is(await until(() => void looks++, {limitMs: 0}), undefined);
	t.is(looks, 1);
});

test('there is a last look after the time limit: a late look is not a missed one', async t => {
	let over = false;
	setTimeout(() => {
		over = true;
	}, 20);
	t.true(await until(() => over, {limitMs: 50, everyMs: 10_000}));
});

test('an error of a look ends the wait', async t => {
	const look = async (): Promise<boolean> => {
		throw new Error('gone');
	};
	await t.throwsAsync(until(look, {limitMs: 10_000}), {message: 'gone'});
});
