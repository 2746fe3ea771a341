// Finds the files and folders that a mistyped path may have meant: those with the nearest names in its folder.
import {existsSync, readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {didYouMean, nearest} from './nearest.ts';

const namesIn = (folder: string): string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** The nearest first, as they may be typed. The mistake may also be in the name of a folder. */
export const nearPaths = (path: string): string[] => {
	const [folder, name] = [dirname(path), basename(path)];
	if (folder === path) return [];
	if (!existsSync(folder))
		return nearPaths(folder)
			.map(near => join(near, name))
			.filter(near => existsSync(near));
	const typed = path.slice(0, path.lastIndexOf(name));
	return nearest(name, namesIn(folder)).map(near => `${typed}${near}`);
};

/** Help for a path that cannot be read. Undefined when no path is near. `code`: of the error on reading. */
export const nearPathsHelp = (path: string, code: string | undefined): string | undefined =>
	code === 'ENOENT' || code === 'ENOTDIR' ? didYouMean(nearPaths(path))[0] : undefined;
