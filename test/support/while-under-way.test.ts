// Work that several callers ask for at the same time.
import test from 'ava';
import {whileUnderWay} from '../../harness/support/while-under-way.ts';

test('running work is shared by key, and starts again after its end', async t => {
	const share = whileUnderWay<string>();
	const begun: string[] = [];
	const ask = (key: string) => share(key, async () => `${key}${begun.push(key)}`);
	t.deepEqual(await Promise.all([ask('a'), ask('b'), ask('a')]), ['a1', 'b2', 'a1']);
	t.is(await ask('a'), 'a3');
});

test('a failure reaches all callers, and is not cached', async t => {
	const share = whileUnderWay<string>();
	const fail = () => share('a', async () => Promise.reject(new Error('no network')));
	const failures = await Promise.allSettled([fail(), fail()]);
	t.deepEqual(
		failures.map(({status}) => status),
		['rejected', 'rejected'],
	);
	t.is(await share('a', async () => 'there'), 'there');
});
