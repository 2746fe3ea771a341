// Finds globs of known issues that match no name: mistyped, or left from an image or scenario that is gone. Such an issue
// covers no cell, and without a word nobody notices.
import {basename} from 'node:path';
import picomatch from 'picomatch';
import {type Lock, locks, methods, runtimeNames} from '../model/axes.ts';
import type {KnownIssue} from '../model/known-issue.ts';
import {nearest} from '../support/nearest.ts';
import {scenarioFiles} from './scenario-files.ts';

/** `near`: the name that was meant, if one is near. */
export type IdleGlob = {issue: string; key: string; glob: string; near?: string};

/** Ids that scenarios in these folders may have, without loading a file: those with destinations have one per image. */
export const possibleIds = (folders: readonly string[], images: readonly string[]): string[] =>
	folders
		.flatMap(scenarioFiles)
		.map(file => basename(file, '.ts'))
		.flatMap(id => [id, ...images.map(image => `${id}-${image}`)]);

/** There are thousands of possible ids, so a glob is compiled once, and a plain name is not compiled at all. */
const matchesAny = (glob: string, names: readonly string[]): boolean => {
	if (names.includes(glob)) return true;
	const matches = picomatch(glob);
	return names.some(name => matches(name));
};

/** A column may have any label, so of its glob only the beginning is compared. */
const mayBeColumn = (glob: string): boolean =>
	runtimeNames.some(name => glob.startsWith(name)) || /^[*?[{(!+@]/.test(glob);

/** For a glob that ends in `*`, names count as far as it goes. */
const nearName = (glob: string, names: readonly string[]): string | undefined => {
	const stem = glob.replace(/\*+$/, '');
	if (stem === glob) return nearest(glob, names)[0];
	const [near] = nearest(stem, [...new Set(names.map(name => name.slice(0, stem.length)))]);
	return near === undefined ? undefined : `${near}*`;
};

export const idleGlobs = (
	issues: readonly KnownIssue[],
	names: {images: readonly string[]; scenarios: readonly string[]},
): IdleGlob[] => {
	const every: readonly Lock[] = locks;
	return issues.flatMap(({id: issue, match}) =>
		(
			[
				['image', match.image, names.images],
				['scenario', match.scenario, names.scenarios],
				['lock', match.lock, every],
				['method', match.method, methods],
				['defaultLock', match.defaultLock, methods],
				['runtime', match.runtime?.filter(glob => !mayBeColumn(glob)), runtimeNames],
			] as const
		).flatMap(([key, globs = [], valid]) =>
			globs
				.filter(glob => !matchesAny(glob, valid))
				.map(glob => {
					const near = nearName(glob, valid);
					return {issue, key, glob, ...(near !== undefined && {near})};
				}),
		),
	);
};
