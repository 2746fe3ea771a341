// Results of somebody else, for renderers: they match the schema, and have hostile strings and numbers in them.
import fc from 'fast-check';
import {tokens} from './spoil.ts';

type Path = readonly (string | number)[];

const leavesOf = (value: unknown, path: Path = []): Path[] => {
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([key, each]) =>
		leavesOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
	);
};

const put = (value: unknown, [key, ...rest]: Path, leaf: unknown): unknown => {
	if (key === undefined) return leaf;
	if (Array.isArray(value)) return value.map((each, index) => (index === key ? put(each, rest, leaf) : each));
	const before = value as Record<string, unknown>;
	return {...before, [key]: put(before[key], rest, leaf)};
};

const parsed = (input: Buffer): unknown => {
	try {
		return JSON.parse(input.toString());
	} catch {
		return {};
	}
};

const word = fc.array(fc.oneof(fc.constantFrom(...tokens.map(String)), fc.string({maxLength: 6})), {maxLength: 4});
const leaf = fc.oneof(
	{weight: 6, arbitrary: word.map(words => words.join(''))},
	{weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(null, true, [], {}, 1e308, -1))},
);

/** Some leaves of one of the documents are replaced, or get a suffix. */
export const spoiltLeaves = (corpus: readonly Buffer[]): fc.Arbitrary<Buffer> =>
	fc
		.tuple(
			fc.constantFrom(...corpus),
			fc.array(fc.tuple(fc.nat(100_000), leaf, fc.boolean()), {minLength: 1, maxLength: 6}),
		)
		.map(([bytes, edits]) => {
			const document = parsed(bytes);
			const leaves = leavesOf(document);
			const spoilt = edits.reduce((value, [at, fresh, isAdded]) => {
				const path = leaves[at % leaves.length] ?? [];
				const old = path.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);
				const isText = typeof old === 'string' && typeof fresh === 'string';
				return put(value, path, isText && isAdded ? old + fresh : fresh);
			}, document);
			return Buffer.from(JSON.stringify(spoilt));
		});
