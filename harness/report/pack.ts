// Packs results as compact JSON: every distinct value is in a table once, and the most frequent ones have the shortest
// numbers. page/unpack.ts unpacks them.
import {numberLists} from './number-lists.ts';

/** An array is `[0, …references]`, an object `[shape, …references]`; anything else is itself. */
export type Entry = string | number | boolean | null | number[];

export type Packed = {
	/** Keys of objects. Shape N is the Nth entry, counted from 1. */
	shapes: string[][];
	values: Entry[];
	/** References of the packed values, in the given order. */
	roots: number[];
};

/** What is packed: values, each with a reference and how often it is used. */
const newTable = () => {
	/** Of each reference the scalar; or the number of its list, and that it is one. */
	const entries: unknown[] = [];
	const isList: boolean[] = [];
	const uses: number[] = [];
	const scalars = new Map<unknown, number>();
	const lists = numberLists();
	const references: number[] = [];
	const enter = (entry: unknown, list: boolean): number => {
		isList.push(list);
		uses.push(0);
		return entries.push(entry) - 1;
	};
	const use = (reference: number): number => {
		uses[reference] = (uses[reference] ?? 0) + 1;
		return reference;
	};
	return {
		scalar: (value: unknown): number => {
			const known = scalars.get(value);
			if (known !== undefined) return use(known);
			const reference = enter(value, false);
			scalars.set(value, reference);
			return use(reference);
		},
		list: (numbers: readonly number[], from: number): number => {
			const list = lists.add(numbers, from);
			references[list] ??= enter(list, true);
			return use(references[list]);
		},
		/** References, the most used first. */
		order: () => Int32Array.from(entries.keys()).sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0)),
		get: (reference: number): {scalar: unknown} | {list: Int32Array} =>
			isList[reference] ? {list: lists.get(entries[reference] as number)} : {scalar: entries[reference]},
	};
};

/** The shapes of objects, by the numbers of their keys. */
const newShapes = () => {
	const names: string[] = [];
	const keys = new Map<string, number>();
	const shapes = numberLists();
	let count = 0;
	return {
		key: (name: string): number => {
			const known = keys.get(name);
			if (known !== undefined) return known;
			keys.set(name, names.length);
			return names.push(name) - 1;
		},
		shape: (numbers: readonly number[], from: number): number => {
			const shape = shapes.add(numbers, from) + 1;
			count = Math.max(count, shape);
			return shape;
		},
		all: (): string[][] =>
			Array.from({length: count}, (_, shape) => Array.from(shapes.get(shape), key => names[key] ?? '')),
	};
};

/** Pieces of a text that are joined at a time. */
const some = 10_000;

/** `<` could end the element that carries the text. */
const scalarText = (value: unknown, clean: (text: string) => string): string =>
	typeof value === 'string' ? JSON.stringify(clean(value)).replaceAll('<', '\\u003c') : JSON.stringify(value);

const joined = (count: number, pieceOf: (index: number) => string): string => {
	let text = '';
	for (let from = 0; from < count; from += some) {
		const pieces = Array.from({length: Math.min(some, count - from)}, (_, index) => pieceOf(from + index));
		text += `${from === 0 ? '' : ','}${pieces.join(',')}`;
	}
	return `[${text}]`;
};

/**
 * The text of a `Packed`. Hash-consing: equal values have one reference, so that a repeated panel costs a number. Roots are
 * taken one by one. `clean`: what becomes of each text.
 */
export const packText = (roots: Iterable<unknown>, clean = (text: string): string => text): string => {
	const table = newTable();
	const shapes = newShapes();
	/** References, and keys, of what is being packed: those of an inner value behind those of the one around it. */
	const open: number[] = [];
	const openKeys: number[] = [];
	const intern = (value: unknown): number => {
		if (typeof value !== 'object' || value === null) return table.scalar(value ?? null);
		const [from, fromKey] = [open.length, openKeys.length];
		open.push(0);
		if (Array.isArray(value)) {
			for (const each of value) open.push(intern(each));
		} else {
			for (const key of Object.keys(value)) {
				const each: unknown = (value as Record<string, unknown>)[key];
				if (each === undefined) continue;
				openKeys.push(shapes.key(key));
				open.push(intern(each));
			}
			open[from] = shapes.shape(openKeys, fromKey);
		}
		const reference = table.list(open, from);
		open.length = from;
		openKeys.length = fromKey;
		return reference;
	};
	const references = Array.from(roots, intern);
	const order = table.order();
	const places = new Int32Array(order.length);
	for (const [place, reference] of order.entries()) places[reference] = place;
	const entryText = (reference: number): string => {
		const entry = table.get(reference);
		if ('scalar' in entry) return scalarText(entry.scalar, clean);
		return `[${entry.list.map((each, index) => (index === 0 ? each : (places[each] ?? 0))).join()}]`;
	};
	const values = joined(order.length, place => entryText(order[place] ?? 0));
	const rootTexts = joined(references.length, index => String(places[references[index] ?? 0]));
	const shapesText = JSON.stringify(shapes.all()).replaceAll('<', '\\u003c');
	return `{"shapes":${shapesText},"values":${values},"roots":${rootTexts}}`;
};
