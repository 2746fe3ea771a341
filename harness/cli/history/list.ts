// `netlock history list`: lists the runs in history.
import {Command} from 'commander';
import {notAmong} from '../../model/usage-error.ts';
import {renderRuns} from '../../report/history-list.ts';
import {renderSince} from '../../report/history-since.ts';
import {documentText} from '../../results/documents.ts';
import {readEntries, readIndex, readNames} from '../../results/history/store.ts';
import {trendOf} from '../../results/history/trend.ts';
import {withExamples} from '../examples.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

type Options = FolderOptions & {json?: boolean; sinceWhen?: string};

/** @throws UsageError when history has no cell and no cause of that id */
const sinceWhen = (history: string, id: string): string => {
	const {causes, cells, runs} = trendOf(readEntries(history));
	const found = causes.find(each => each.id === id) ?? cells.find(each => each.id === id);
	if (found) return renderSince(found, runs);
	const ids = [...causes, ...cells].map(each => each.id);
	throw notAmong('--since-when', id, ids, '`netlock history page` shows what changed');
};

const list = ({history, json, sinceWhen: id}: Options, {args: [mistyped], parent}: Command): void => {
	if (mistyped !== undefined) {
		throw notAmong('history', mistyped, parent?.commands.map(each => each.name()) ?? []);
	}
	if (id !== undefined) {
		process.stdout.write(sinceWhen(history, id));
		return;
	}
	const runs = readIndex(history);
	process.stdout.write(json ? documentText('history-index', {schema: 1, runs}) : renderRuns(runs, readNames(history)));
};

export const listCommand = (): Command =>
	withExamples(
		new Command('list')
			.description('list the runs in history, the newest last')
			// `netlock history lits` reaches this action, because `list` is the default command. The action refuses the extra
			// word.
			.allowExcessArguments()
			.option('--since-when <id>', 'only the history of one cell or one cause, by its id')
			.option('--json', 'as one JSON document (docs/schema/history-index.json)')
			.addOption(folderOption()),
		{
			history: 'Every run, with its outcome and its command.',
			'history --since-when debian-forky/crun/unset/tcp-veth':
				'The last good run of a cell, its first bad one, and what else changed between them.',
			'history list --json': 'For a program.',
			'history list --history ./artifacts/history': 'The history of another machine.',
		},
	).action(list);
