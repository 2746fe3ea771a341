// The scenarios that exist: one AVA file each under scenarios/.
import {readdir} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {collect} from './collector.ts';
import type {Scenario} from './declaration.ts';

export class ScenarioFileInvalid extends Error {
	override name = 'ScenarioFileInvalid';
	shortMessage: string;
	constructor(file: string, problem: string, cause?: unknown) {
		super(`${file}: ${problem}. See docs/writing-a-scenario.md`, {cause});
		this.shortMessage = `${basename(file)}: ${problem}`;
	}
}

// A file is evaluated, and so declares, only once in a process.
const known = new Map<string, Scenario>();

const readScenario = async (file: string): Promise<Scenario> => {
	const before = known.get(file);
	if (before) return before;
	const declarations = await collect(() => import(pathToFileURL(file).href)).catch((error: unknown) => {
		throw new ScenarioFileInvalid(file, `cannot be loaded: ${String(error)}`, error);
	});
	const [declaration, ...more] = declarations;
	if (declaration === undefined || more.length > 0) {
		throw new ScenarioFileInvalid(file, `must call scenario() once, and calls it ${declarations.length} times`);
	}
	const scenario = {id: basename(file, '.ts'), file, title: declaration.title, spec: declaration.spec};
	known.set(file, scenario);
	return scenario;
};

/** Every scenario in a folder, by name. */
export const readScenarios = async (folder: string): Promise<Scenario[]> => {
	const names = (await readdir(folder)).filter(name => name.endsWith('.ts')).sort();
	const scenarios: Scenario[] = [];
	// One at a time: which file a declaration belongs to is known by when it is made.
	for (const name of names) scenarios.push(await readScenario(join(folder, name)));
	return scenarios;
};
