// Finds few sets of options in which every two options appear together, and each without the other: a covering array of
// strength two (Kleitman and Spencer, 1973). With twelve options, six sets replace sixty-six pairs.
import type {Option} from './help-options.ts';

/** All ways to choose `size` of the numbers below `count`. */
const choices = (count: number, size: number): number[][] => {
	if (size === 0) return [[]];
	if (count < size) return [];
	return [...choices(count - 1, size), ...choices(count - 1, size - 1).map(each => [...each, count - 1])];
};

/**
 * For each option, the sets that contain it: more than half of all sets, so that any two options meet, and different
 * for each option.
 */
const placesOf = (options: number): number[][] => {
	for (let sets = 1; ; sets++) {
		const places = choices(sets, Math.floor(sets / 2) + 1);
		if (places.length >= options) return places.slice(0, options);
	}
};

/** Options by name. An option with several values has a different one in each set. */
export const coveringSets = (options: readonly Option[]): Option[][] => {
	const named = [...Map.groupBy(options, ({name}) => name).values()];
	const places = placesOf(named.length);
	const sets = Math.max(0, ...places.flat().map(each => each + 1));
	return Array.from({length: sets}, (_, set) =>
		named.flatMap((values, index) => (places[index]?.includes(set) ? (values[set % values.length] ?? []) : [])),
	).filter(set => set.length > 1);
};

/** All pairs of a set for which the function is true. */
export const pairsOf = (options: readonly Option[]): Option[][] =>
	options.flatMap((first, index) => options.slice(index + 1).map(second => [first, second]));
