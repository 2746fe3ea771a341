// The scenario files of a folder, by name: none is loaded.
import {readdirSync} from 'node:fs';

export const scenarioFiles = (folder: string): string[] =>
	readdirSync(folder)
		.filter(name => name.endsWith('.ts'))
		.sort();
