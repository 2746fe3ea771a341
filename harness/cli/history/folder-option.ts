// The option for the folder of history, for every command that reads or changes it.
import {relative} from 'node:path';
import {Option} from 'commander';
import {project} from '../../model/checkout.ts';

export type FolderOptions = {history: string};

export const folderOption = (): Option =>
	new Option('--history <folder>', 'the folder that history is kept in').default(
		project.history,
		relative(project.root, project.history),
	);
