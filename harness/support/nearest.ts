// Which valid names a mistyped one may have been meant to be.
import {distance} from 'fastest-levenshtein';

const shown = 3;

/** The nearest first. Empty when none is near: about a third of the letters may be wrong. */
export const nearest = (value: string, valid: readonly string[]): string[] => {
	const allowed = Math.max(1, Math.floor(value.length / 3));
	return valid
		.map(name => ({name, far: distance(value.toLowerCase(), name.toLowerCase())}))
		.filter(({far}) => far <= allowed)
		.sort((a, b) => a.far - b.far)
		.slice(0, shown)
		.map(({name}) => name);
};

/** The question for people, as a line of help; no line where no name is near. `near`: the nearest first. */
export const didYouMean = (near: readonly string[]): string[] =>
	near.length === 0 ? [] : [`Did you mean ${near.slice(0, shown).join(', or ')}?`];

/** What is wrong with a key that a file has, and its format has not. */
export const noSuchKey = (key: string, valid: readonly string[]): string => {
	const [near] = nearest(key, valid);
	return `there is no such key${near === undefined ? '' : `; did you mean ${near}?`}`;
};
