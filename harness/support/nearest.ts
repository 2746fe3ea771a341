// Which valid names a mistyped one may have been meant to be.
import {distance} from 'fastest-levenshtein';

const shown = 3;

/** How many letters are wrong; two that changed places are one mistake. */
const mistakes = (typed: string, name: string): number => {
	const far = distance(typed, name);
	if (far !== 2 || typed.length !== name.length) return far;
	const at = [...typed].findIndex((letter, index) => letter !== name[index]);
	return typed[at] === name[at + 1] && typed[at + 1] === name[at] ? 1 : far;
};

/** Fewer letters are the beginning of too much. */
const shortestBeginning = 3;

/** The nearest first. A third of the letters may be wrong, or else the end may be missing. */
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

/** The question for people, as a line of help; no line where no name is near. `near`: the nearest first. */
export const didYouMean = (near: readonly string[]): string[] =>
	near.length === 0 ? [] : [`Did you mean ${near.slice(0, shown).join(', or ')}?`];

/** What is wrong with a key that a file has, and its format has not. */
export const noSuchKey = (key: string, valid: readonly string[]): string => {
	const [near] = nearest(key, valid);
	return `there is no such key${near === undefined ? '' : `; did you mean ${near}?`}`;
};
