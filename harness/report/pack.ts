// Packs results as compact JSON: every distinct value is in a table once, and the most frequent ones have the shortest
// numbers. page/unpack.ts unpacks them.

/** An array is `[0, …references]`, an object `[shape, …references]`; anything else is itself. */
export type Entry = string | number | boolean | null | number[];

export type Packed = {
	/** Keys of objects. Shape N is the Nth entry, counted from 1. */
	shapes: string[][];
	values: Entry[];
	/** References of the packed values, in the given order. */
	roots: number[];
};

/** Hash-consing: equal values share one reference, so a repeated panel costs one number. Roots are read one by one. */
export const pack = (roots: Iterable<unknown>): Packed => {
	const entries: Entry[] = [];
	const uses: number[] = [];
	const scalars = new Map<unknown, number>();
	const lists = new Map<string, number>();
	const shapes = new Map<string, number>();
	const keep = <Key>(known: Map<Key, number>, key: Key, entry: Entry): number => {
		const reference = known.get(key) ?? entries.length;
		if (reference === entries.length) {
			known.set(key, reference);
			entries.push(entry);
			uses.push(0);
		}
		uses[reference] = (uses[reference] ?? 0) + 1;
		return reference;
	};
	const keepList = (list: number[]): number => keep(lists, list.join(), list);
	const shapeOf = (keys: readonly string[]): number => {
		const name = JSON.stringify(keys);
		const shape = shapes.get(name) ?? shapes.size + 1;
		shapes.set(name, shape);
		return shape;
	};
	const intern = (value: unknown): number => {
		if (Array.isArray(value)) return keepList([0, ...value.map(intern)]);
		if (typeof value !== 'object' || value === null) return keep(scalars, value, (value ?? null) as Entry);
		const present = Object.entries(value).filter(([, each]) => each !== undefined);
		return keepList([shapeOf(present.map(([key]) => key)), ...present.map(([, each]) => intern(each))]);
	};
	const references = Array.from(roots, intern);
	const order = entries.map((_, reference) => reference).sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0));
	const places: number[] = [];
	for (const [place, reference] of order.entries()) places[reference] = place;
	const placeOf = (reference: number): number => places[reference] ?? 0;
	return {
		shapes: [...shapes.keys()].map(keys => JSON.parse(keys)),
		values: order.map(reference => {
			const entry = entries[reference] ?? null;
			return Array.isArray(entry) ? entry.map((each, index) => (index === 0 ? each : placeOf(each))) : entry;
		}),
		roots: references.map(placeOf),
	};
};
