// `netlock history prune`: forgets old runs, and removes their folders with an option.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {project} from '../../model/checkout.ts';
import {wholeNumber} from '../../plan/selection.ts';
import {prune} from '../../results/history/store.ts';
import {counted} from '../../support/counted.ts';
import {withExamples} from '../examples.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

type Options = FolderOptions & {keep: number; folders?: boolean};

const run = ({history, keep, folders = false}: Options): void => {
	const forgotten = prune(history, keep);
	if (folders) {
		for (const {run} of forgotten) rmSync(join(project.runs, run), {recursive: true, force: true});
	}
	process.stdout.write(`forgot ${counted(forgotten.length, 'run')}${folders ? ', and removed what they wrote' : ''}\n`);
};

export const pruneCommand = (): Command =>
	withExamples(
		new Command('prune')
			.description('forget old runs; those with a name stay')
			.requiredOption('--keep <n>', 'how many of the newest runs stay', value => wholeNumber('--keep', value))
			.option('--folders', 'remove the folders of these runs in reports/runs too')
			.addOption(folderOption()),
		{
			'history prune --keep 365': 'A year of nights.',
			'history prune --keep 30 --folders': 'Evidence and pages need more space than history does.',
			'history prune --keep 30 --history ./history': 'In a history in another folder.',
		},
	).action(run);
