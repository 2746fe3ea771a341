// Groups values by a key.

/** In the order of the first value of each key. A group is never empty, so it has a `first`. */
export const groupsOf = <Value>(
	values: readonly Value[],
	key: (value: Value) => unknown,
): {first: Value; all: Value[]}[] =>
	[...Map.groupBy(values, key).values()].flatMap(all => all.slice(0, 1).map(first => ({first, all})));
