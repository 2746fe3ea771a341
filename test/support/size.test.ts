// Bytes for people.
import test from 'ava';
import {size} from '../../harness/support/size.ts';

for (const [bytes, words] of [
	[0, '0 bytes'],
	[2 ** 20 - 1, '1048575 bytes'],
	[2 ** 20, '1 MiB'],
	[120_000_000, '114.4 MiB'],
] as const) {
	test(`${bytes} are ${words}`, t => t.is(size(bytes), words));
}
