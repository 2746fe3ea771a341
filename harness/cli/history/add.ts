// `netlock history add`: adds runs that history does not have: of another machine, or written with --out.
import {Command} from 'commander';
import {record} from '../../results/history/store.ts';
import {readResultsAt} from '../../results/read.ts';
import {withExamples} from '../examples.ts';
import {findRun, runWords} from '../find-run.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

const add = async (words: string[], {history}: FolderOptions): Promise<void> => {
	for (const word of words) {
		const {run} = record(history, await readResultsAt(findRun(word)));
		process.stdout.write(`history has ${run}\n`);
	}
};

export const addCommand = (): Command =>
	withExamples(
		new Command('add')
			.argument('<run...>', runWords)
			.description('add runs of another machine, or runs with --out')
			.addOption(folderOption()),
		{
			'history add ./artifacts/netlock': 'A run that a CI job kept.',
			'history add ./nightly/*/results.json --history ./history': 'Many runs, to a history in another folder.',
		},
	).action(add);
