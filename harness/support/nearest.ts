// Finds the valid names that are nearest to a mistyped one.
import {distance} from 'fastest-levenshtein';

const shown = 3;

/** How many letters are wrong. Two swapped letters are one mistake. */
const mistakes = (typed: string, name: string): number => {
	const far = distance(typed, name);
	if (far !== 2 || typed.length !== name.length) return far;
	const at = [...typed].findIndex((letter, index) => letter !== name[index]);
	return typed[at] === name[at + 1] && typed[at + 1] === name[at] ? 1 : far;
};

/** Fewer letters match the beginning of too many names. */
const shortestBeginning = 3;

/** The nearest first. Up to a third of the letters may be wrong, or the end may be missing. */
export const nearest = (value: string, valid: readonly string[]): string[] => {
	const allowed = Math.max(1, Math.floor(value.length / 3));
	const typed = value.toLowerCase();
	const near = valid
		.map(name => ({name, far: mistakes(typed, name.toLowerCase())}))
		.filter(({far}) => far <= allowed)
		.sort((a, b) => a.far - b.far)
		.map(({name}) => name);
	const begun = typed.length < shortestBeginning ? [] : valid.filter(name => name.toLowerCase().startsWith(typed));
	return (near.length > 0 ? near : begun).slice(0, shown);
};

/** The question `did you mean …?` as a line of help. Empty when no name is near. `near`: the nearest first. */
export const didYouMean = (near: readonly string[]): string[] =>
	near.length === 0 ? [] : [`Did you mean ${near.slice(0, shown).join(', or ')}?`];

/** The message for a key in a file that its format does not have. */
export const noSuchKey = (key: string, valid: readonly string[]): string => {
	const [near] = nearest(key, valid);
	return `there is no such key${near === undefined ? '' : `; did you mean ${near}?`}`;
};
