// `netlock history name`: gives a run a name. Every command accepts the name.
import {Command} from 'commander';
import {UsageError} from '../../model/usage-error.ts';
import {isReserved} from '../../results/history/find-run.ts';
import {nameRun, readIndex} from '../../results/history/store.ts';
import {withExamples} from '../examples.ts';
import {recordedRun, recordedRunWords} from '../find-run.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

const name = (run: string, given: string, {history}: FolderOptions): void => {
	const taken = isReserved(given) || readIndex(history).some(each => each.run === given);
	if (taken || !/^[\w@+.-]+$/.test(given)) {
		throw new UsageError(
			`"${given}" cannot be the name of a run`,
			'Take letters, digits and any of -_@+. but neither `latest` nor the id of a run.',
		);
	}
	const id = recordedRun(run, history);
	nameRun(history, given, id);
	process.stdout.write(`${given} is ${id}\n`);
};

export const nameCommand = (): Command =>
	withExamples(
		new Command('name')
			.argument('<run>', recordedRunWords)
			.argument('<name>', 'what to call it; the name moves if another run has it')
			.description('give a run a name; a run with a name is never pruned')
			.addOption(folderOption()),
		{
			'history name latest before-the-upgrade': 'Then: netlock compare before-the-upgrade latest.',
			'history name latest~1 good --history ./history': 'In a history in another folder.',
		},
	).action(name);
