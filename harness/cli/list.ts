// `netlock list`: the cells that would run, and why others would not.

import {availableParallelism} from 'node:os';
import {Command} from 'commander';
import {dir} from 'tmp-promise';
import {prepare} from '../run/prepare.ts';
import {environment} from './environment.ts';
import {Progress} from './progress.ts';
import {addSelectionOptions, parseSelection, type SelectionOptions} from './selection.ts';

const list = async (options: SelectionOptions & {json?: boolean}): Promise<void> => {
	const selection = parseSelection(options);
	const progress = new Progress(process.stderr, environment.isInteractive());
	const scratch = await dir({unsafeCleanup: true});
	try {
		const {plan} = await prepare(selection, {
			engine: environment.engine(options.registryMirror),
			jobs: availableParallelism(),
			out: scratch.path,
			onStep: progress.step,
		});
		if (options.json) {
			const cells = plan.cells.map(({settled, knownIssue, ...cell}) => ({
				...cell,
				...(settled && {outcome: settled.outcome, reason: settled.reason}),
				...(knownIssue && {knownIssue: knownIssue.id}),
			}));
			process.stdout.write(`${JSON.stringify(cells, null, '\t')}\n`);
			return;
		}
		for (const {id, settled, knownIssue} of plan.cells) {
			const note = settled
				? `  ${settled.outcome}: ${settled.reason}`
				: knownIssue
					? `  expected ${knownIssue.outcome}: ${knownIssue.bug}`
					: '';
			process.stdout.write(`${id}${note}\n`);
		}
		const running = plan.cells.filter(({settled}) => settled === undefined).length;
		process.stdout.write(`${running} cells would run, ${plan.cells.length - running} would not\n`);
	} finally {
		await scratch.cleanup();
	}
};

export const listCommand = (): Command =>
	addSelectionOptions(new Command('list'))
		.description('the cells that would run, and why others would not')
		.option('--json', 'as a JSON array, one object a cell')
		.action(list);
