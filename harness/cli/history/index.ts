// `netlock history`: shows earlier runs and what changed between them. One file per subcommand in this folder.
import {Command} from 'commander';
import {withExamples} from '../examples.ts';
import {addCommand} from './add.ts';
import {issuesCommand} from './issues.ts';
import {listCommand} from './list.ts';
import {nameCommand} from './name.ts';
import {pageCommand} from './page.ts';
import {pruneCommand} from './prune.ts';

export const historyCommand = (): Command =>
	withExamples(
		[pageCommand(), issuesCommand(), addCommand(), nameCommand(), pruneCommand()].reduce(
			(history, command) => history.addCommand(command),
			new Command('history').description('runs over time').addCommand(listCommand(), {isDefault: true}),
		),
		{
			history: 'The runs that there were.',
			'history name latest good': 'Then: netlock compare good latest.',
			'history page': 'The trend of causes and cells, as a page.',
		},
	);
