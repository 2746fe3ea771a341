// Equal lists have one number, different lists have different ones, however many there are.
import test from 'ava';
import fc from 'fast-check';
import {numberLists} from '../../harness/report/number-lists.ts';

test('lists are numbered in the order of their first use, and are returned whole', t => {
	fc.assert(
		fc.property(fc.array(fc.array(fc.nat({max: 5}), {maxLength: 4}), {maxLength: 60}), lists => {
			const {add, get} = numberLists();
			const known = new Map<string, number>();
			for (const list of lists) {
				const key = list.join();
				const expected = known.get(key) ?? known.size;
				known.set(key, expected);
				t.is(add([9, 9, ...list], 2), expected);
				t.deepEqual([...get(expected)], list);
			}
		}),
	);
});

test('a hundred thousand lists have different numbers', t => {
	const {add, get} = numberLists();
	const listOf = (index: number): number[] => [index % 7, index, ...Array.from({length: index % 5}, () => index)];
	for (let index = 0; index < 100_000; index++) if (add(listOf(index), 0) !== index) t.fail(`list ${index}`);
	for (let index = 0; index < 100_000; index += 997) {
		t.is(add(listOf(index), 0), index);
		t.deepEqual([...get(index)], listOf(index));
	}
});
