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
