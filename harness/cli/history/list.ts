// `netlock history list`: the runs that history has.
import {Command} from 'commander';
import {renderRuns} from '../../report/history-list.ts';
import {documentText} from '../../results/documents.ts';
import {readIndex, readNames} from '../../results/history/store.ts';
import {withExamples} from '../examples.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

type Options = FolderOptions & {json?: boolean};

const list = ({history, json}: Options): void => {
	const runs = readIndex(history);
	process.stdout.write(json ? documentText('history-index', {schema: 1, runs}) : renderRuns(runs, readNames(history)));
};

export const listCommand = (): Command =>
	withExamples(
		new Command('list')
			.description('the runs that history has, the newest last')
			.option('--json', 'as one JSON document (docs/schema/history-index.json)')
			.addOption(folderOption()),
		{
			history: 'Every run, with its outcome and its command.',
			'history list --json': 'For a program.',
			'history list --history ./artifacts/history': 'Of another machine.',
		},
	).action(list);
