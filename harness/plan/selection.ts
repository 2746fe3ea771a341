// Selects by names and globs from the command line. Each is checked against the existing names.
import picomatch from 'picomatch';
import {type Lock, locks} from '../model/axes.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';

/** Whether any of the globs matches the name. */
export const isNamed = (name: string, globs: readonly string[]): boolean =>
	globs.some(glob => picomatch.isMatch(name, glob));

/** The items that any of the globs names, in the order of `all`. Without globs, all of them. */
export const select = <Item>(
	option: string,
	globs: readonly string[],
	all: readonly Item[],
	nameOf: (item: Item) => string,
): Item[] => {
	if (globs.length === 0) return [...all];
	for (const glob of globs) {
		if (!all.some(item => isNamed(nameOf(item), [glob]))) {
			const listing = option === '--scenario' ? '`netlock list --scenarios`' : '`netlock images list`';
			throw notAmong(option, glob, all.map(nameOf), `${listing} shows them`);
		}
	}
	return all.filter(item => isNamed(nameOf(item), globs));
};

export const selectLocks = (globs: readonly string[]): Lock[] => select('--lock', globs, locks, lock => lock);

/** `least`: the smallest valid number. @throws UsageError */
export const wholeNumber = (option: string, value: string, least = 1): number => {
	if (/^(?:0|[1-9]\d{0,5})$/.test(value) && Number(value) >= least) return Number(value);
	throw new UsageError(`${option}: "${value}" is not a whole number from ${least} to 999999`);
};
