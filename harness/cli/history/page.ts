// `netlock history page`: writes the trend of all runs in history as one page.
import {join, relative, resolve} from 'node:path';
import {Command} from 'commander';
import {renderHistory} from '../../report/history-page.ts';
import {readEntries} from '../../results/history/store.ts';
import {trendOf} from '../../results/history/trend.ts';
import {writeWhole} from '../../support/write-whole.ts';
import {withExamples} from '../examples.ts';
import {takeProjectFile} from '../project-file.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';
import {knownIssuesIn} from './issues.ts';

const page = async ({history, out}: FolderOptions & {out?: string}, command: Command): Promise<void> => {
	const file = resolve(out ?? join(history, 'index.html'));
	const trend = trendOf(readEntries(history));
	writeWhole(file, renderHistory(trend, await knownIssuesIn(trend, await takeProjectFile(command))));
	process.stdout.write(`Report: ${relative(process.cwd(), file)}\n`);
};

export const pageCommand = (): Command =>
	withExamples(
		new Command('page')
			.description('write one page: causes and cells over all runs, when they began, and what else changed then')
			.option('--out <file>', 'where to write it (default: index.html in the folder of history)')
			.addOption(folderOption()),
		{
			'history page': 'Opens without a server, and fetches nothing.',
			'history page --history ./history --out /tmp/trend.html': 'For a history in another folder.',
		},
	).action(page);
