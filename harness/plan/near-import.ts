// Finds what a scenario file may have meant to import: the nearest export of the module, or the nearest file.
import {createRequire} from 'node:module';
import {basename} from 'node:path';
import {pathToFileURL} from 'node:url';
import {nearPaths} from '../support/near-paths.ts';
import {nearest} from '../support/nearest.ts';

/** The module is found as the file finds it. It was loaded before: only its export is missing. */
const exportsOf = async (file: string, specifier: string): Promise<string[]> => {
	try {
		const path = specifier.startsWith('file:') ? specifier : createRequire(file).resolve(specifier);
		return Object.keys(await import(path.startsWith('file:') ? path : pathToFileURL(path).href));
	} catch {
		return [];
	}
};

/** The nearest name, by the message of Node about an import that failed. Undefined when no name is near. */
export const nearImport = async (file: string, message: string): Promise<string | undefined> => {
	const [, specifier, name] =
		/^The requested module '(.+)' does not provide an export named '(.+)'/.exec(message) ?? [];
	if (specifier !== undefined && name !== undefined) return nearest(name, await exportsOf(file, specifier))[0];
	const [, path] = /^Cannot find module '(\/.+?)'/.exec(message) ?? [];
	const [near] = path === undefined ? [] : nearPaths(path);
	return near === undefined ? undefined : basename(near);
};
