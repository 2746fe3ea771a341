// Finds the scenarios: one AVA file each under scenarios/.

import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Declaration, Scenario} from '../model/declaration.ts';
import {collect} from './collector.ts';
import {nearImport} from './near-import.ts';
import {broken, lineOf, ScenarioFileInvalid} from './scenario-file-invalid.ts';
import {scenarioFiles} from './scenario-files.ts';
import {isNamed, select} from './selection.ts';
import {problemOf} from './spec.ts';

// A process evaluates a file only once, so the declaration is cached.
const known = new Map<string, Declaration>();

const readDeclaration = async (file: string): Promise<Declaration> => {
	const before = known.get(file);
	if (before) return before;
	const declarations = await collect(() => import(pathToFileURL(file).href)).catch(async (error: unknown) => {
		const near = error instanceof Error ? await nearImport(file, error.message) : undefined;
		throw broken(file, 'cannot be loaded', error, near);
	});
	const [declaration, ...more] = declarations;
	if (declaration === undefined || more.length > 0) {
		const calls = declarations.length;
		throw new ScenarioFileInvalid(file, undefined, `must call scenario() once, and calls it ${calls} times`);
	}
	const problem = problemOf(declaration);
	if (problem !== undefined) {
		const {key, what} = problem;
		const ofKey = key === undefined ? undefined : lineOf(file, new RegExp(`\\b${key}\\b\\s*[:(,}]`));
		const line = ofKey ?? lineOf(file, /\bscenario\(/);
		throw new ScenarioFileInvalid(file, line, what);
	}
	known.set(file, declaration);
	return declaration;
};

const readScenario = async (file: string, images: readonly string[]): Promise<Scenario[]> => {
	const {title, spec} = await readDeclaration(file);
	const id = basename(file, '.ts');
	if (spec.destinations === undefined) return [{id, file, title, spec}];
	return images.map(image => ({id: `${id}-${image}`, file, title: `${title}: ${image}`, spec, destination: image}));
};

/** Whether a file may declare a scenario that one of the globs names. Its declarations are not known yet. */
const mayMean = (file: string, images: readonly string[], globs: readonly string[]): boolean => {
	const id = basename(file, '.ts');
	const ids = [id, ...images.map(image => `${id}-${image}`)];
	return globs.length === 0 || ids.some(each => isNamed(each, globs));
};

/**
 * Reads the scenarios in a folder, by name. A scenario with destinations gives one for each image. `globs`: reads only
 * files that may match.
 */
export const readScenarios = async (
	folder: string,
	images: readonly string[],
	globs: readonly string[] = [],
): Promise<Scenario[]> => {
	const names = scenarioFiles(folder).filter(name => mayMean(name, images, globs));
	const scenarios: Scenario[] = [];
	// One at a time: a declaration does not name its file, so only one file may load.
	for (const name of names) scenarios.push(...(await readScenario(join(folder, name), images)));
	return scenarios;
};

/**
 * Loads only files that may match. If a glob matches nothing, it loads all files, to name the valid scenarios. @throws
 * UsageError
 */
export const selectScenarios = async (
	folders: readonly string[],
	images: readonly string[],
	globs: readonly string[],
): Promise<Scenario[]> => {
	const read = async (wanted: readonly string[]): Promise<Scenario[]> => {
		const scenarios: Scenario[] = [];
		for (const folder of folders) scenarios.push(...(await readScenarios(folder, images, wanted)));
		return scenarios;
	};
	const named = await read(globs);
	const isEachKnown = globs.every(glob => named.some(({id}) => isNamed(id, [glob])));
	return select('--scenario', globs, isEachKnown ? named : await read([]), ({id}) => id);
};
