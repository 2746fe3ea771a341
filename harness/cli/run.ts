// `netlock run`: run the matrix, show it, and say whether anything was unexpected.
import {relative, resolve} from 'node:path';
import {Command} from 'commander';
import type {Results} from '../model/results.ts';
import {positiveInteger} from '../plan/selection.ts';
import {renderSummary} from '../report/terminal.ts';
import {runMatrix} from '../run/run.ts';
import {environment} from './environment.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {Progress} from './progress.ts';
import {addSelectionOptions, defaultJobs, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & {jobs: string; repeat: string; out?: string};

const statusOf = ({run, cells}: Results): number => {
	if (run.interrupted) return exitCode.interrupted;
	return cells.some(({unexpected}) => unexpected) ? exitCode.unexpected : exitCode.asExpected;
};

const run = async (options: Options): Promise<void> => {
	const selection = {...parseSelection(options), repeat: positiveInteger('--repeat', options.repeat)};
	const jobs = positiveInteger('--jobs', options.jobs);
	const progress = new Progress(process.stderr, environment.isInteractive());
	const {signal} = onInterrupt(() => progress.note('stopping: ending the sandboxes, keeping what is finished'));
	const {results, folder, stuck} = await runMatrix(selection, {
		engine: environment.engine(options.registryMirror),
		jobs,
		...(options.out !== undefined && {out: resolve(options.out)}),
		command: `netlock ${process.argv.slice(2).join(' ')}`,
		isLatest: options.out === undefined,
		signal,
		onStep: progress.step,
		onPlan: plan => progress.begin(plan),
		onEvent: event => progress.event(event),
		onEnd: () => progress.end(),
	});
	process.stdout.write(`\n${renderSummary(results, {colour: environment.colours(), width: environment.width()})}\n`);
	if (options.core) process.stdout.write('\nThat was the core. All scenarios: npx netlock run\n');
	process.stdout.write(`\nReport: ${relative(process.cwd(), folder) || '.'}/index.html\n`);
	if (stuck) throw stuck;
	process.exitCode = statusOf(results);
};

export const runCommand = (): Command =>
	addSelectionOptions(new Command('run'))
		.description('run the matrix')
		.option('--jobs <n>', 'sandboxes at a time', String(defaultJobs()))
		.option('--repeat <n>', 'how often each cell runs', '1')
		.option('--out <folder>', 'where to write the report (default: reports/runs/<id>)')
		.action(run);
