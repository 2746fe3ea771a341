// Lists of numbers, each stored once, one behind another in one array: a million lists cost little more than their numbers.

const grown = (numbers: Int32Array): Int32Array<ArrayBuffer> => {
	const larger = new Int32Array(numbers.length * 2);
	larger.set(numbers);
	return larger;
};

export type NumberLists = {
	/** The number of the list that equals what `numbers` has from `from` on; lists are numbered as they come first. */
	add: (numbers: readonly number[], from: number) => number;
	/** The numbers of a list; good until the next `add`. */
	get: (list: number) => Int32Array;
};

export const numberLists = (): NumberLists => {
	let stored = new Int32Array(4096);
	/** Where each list begins, and the last one ends. */
	let starts = new Int32Array(1024);
	let count = 0;
	/** Number of a list and one, at the place that its hash says or behind it; 0 is free. Half of it stays free. */
	let places = new Int32Array(4096);

	const hashOf = (numbers: ArrayLike<number>, from: number): number => {
		let hash = numbers.length - from;
		for (let index = from; index < numbers.length; index++) {
			hash = Math.imul(hash ^ (numbers[index] ?? 0), 0x9e3779b1);
			hash ^= hash >>> 15;
		}
		return hash & (places.length - 1);
	};
	const startOf = (list: number): number => starts[list] ?? 0;
	const get = (list: number): Int32Array => stored.subarray(startOf(list), startOf(list + 1));
	const isEqual = (list: number, numbers: readonly number[], from: number): boolean => {
		const start = startOf(list);
		if (startOf(list + 1) - start !== numbers.length - from) return false;
		for (let index = from; index < numbers.length; index++) {
			if (stored[start + index - from] !== numbers[index]) return false;
		}
		return true;
	};
	const put = (list: number, hash: number): void => {
		let place = hash;
		while (places[place] !== 0) place = (place + 1) & (places.length - 1);
		places[place] = list + 1;
	};
	const append = (numbers: readonly number[], from: number): number => {
		let end = startOf(count);
		while (end + numbers.length - from > stored.length) stored = grown(stored);
		if (count + 2 > starts.length) starts = grown(starts);
		for (let index = from; index < numbers.length; index++) stored[end++] = numbers[index] ?? 0;
		starts[count + 1] = end;
		count += 1;
		return count - 1;
	};
	const add = (numbers: readonly number[], from: number): number => {
		let place = hashOf(numbers, from);
		for (let found = places[place] ?? 0; found !== 0; found = places[place] ?? 0) {
			if (isEqual(found - 1, numbers, from)) return found - 1;
			place = (place + 1) & (places.length - 1);
		}
		const list = append(numbers, from);
		places[place] = list + 1;
		if (count * 2 > places.length) {
			places = new Int32Array(places.length * 2);
			for (let each = 0; each < count; each++) put(each, hashOf(get(each), 0));
		}
		return list;
	};
	return {add, get};
};
