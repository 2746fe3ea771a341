// What `netlock run` and `netlock rerun` share: options, the run itself, its output, its exit code.
import {resolve} from 'node:path';
import type {Command} from 'commander';
import {project} from '../model/checkout.ts';
import type {ProjectSettings, Results} from '../model/results.ts';
import type {Format} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {measuredIn} from '../report/verdict.ts';
import {claimFolder} from '../run/claim-folder.ts';
import {readOwnBundle} from '../run/own-bundle.ts';
import type {Selection} from '../run/prepare.ts';
import {type PlannedOptions, type Ran, type RunOptions, runMatrix} from '../run/run.ts';
import {counted} from '../support/counted.ts';
import {bailAfter, bailOption} from './bail.ts';
import {environment} from './environment.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {newProgress} from './new-progress.ts';
import {allowMissingOption, NothingRan, requireNamed} from './nothing-ran.ts';
import {
	bundleOption,
	formatOption,
	formatsOf,
	jobsOption,
	repeatOption,
	retryOption,
	verboseOption,
} from './options.ts';
import {describeSettings} from './project-file.ts';
import {nameReports} from './report.ts';
import {typedCommand} from './typed-command.ts';

export type RunSelectionOptions = {
	jobs: number;
	repeat: number;
	retry: number;
	bail?: number;
	strict?: boolean;
	profile?: boolean;
	verbose?: boolean;
	allowMissing?: boolean;
	out?: string;
	bundle?: string;
	format: Format[];
	registryMirror: string[];
};

export const addRunOptions = (command: Command): Command =>
	command
		.addOption(jobsOption())
		.addOption(repeatOption('how often each cell runs: a cell that does not end alike each time is flaky', 1))
		.addOption(retryOption())
		.addOption(bailOption())
		.addOption(allowMissingOption())
		.addOption(bundleOption())
		.option('--strict', 'a build under test that passes against a known issue fails the run too')
		.option('--out <folder>', 'where to write the report, new or empty (default: reports/runs/<id>)')
		.addOption(formatOption())
		.option('--profile', 'write profile.json too: where the time went, for the trace viewer of a browser')
		.addOption(verboseOption());

/** @throws NothingRan */
const requireShown = (results: Results, named: readonly string[]): void => {
	if (measuredIn(results.cells).length === 0) {
		const reasons = results.cells.map(({reason = ''}) => reason);
		throw new NothingRan(`nothing ran: 0 of ${counted(results.cells.length, 'cell')}`, reasons);
	}
	requireNamed(named, results.images);
};

/** `named`: images that must be available. `notes`: lines to print first. `settings`: those of a netlock.yaml. */
type Shown = {named: readonly string[]; notes?: readonly string[]; settings?: ProjectSettings | undefined};

/** Whether cells with known results run too: cells that the user asks for again do. */
type Measuring = {cells?: RunOptions['cells'] & string};

/** The options of either command for the run itself. */
type How = Omit<PlannedOptions, 'isLatest' | 'engine'> & Pick<RunOptions, 'onStep'>;

/** Shows progress while cells run, and then the results. */
export const showRun = async (
	options: Pick<RunSelectionOptions, 'bail' | 'format' | 'verbose' | 'allowMissing'>,
	{named, notes = [], settings}: Shown,
	carryOut: (how: How) => Promise<Ran>,
): Promise<void> => {
	const progress = newProgress();
	const note = (text: string): void => progress.note(text);
	if (settings) note(describeSettings(settings));
	for (const each of notes) note(each);
	const {signal} = onInterrupt(() => note('stopping: ending the sandboxes, keeping what is finished'));
	const bail = bailAfter(options.bail, note);
	const {results, reports, unrecorded, stuck} = await carryOut({
		formats: formatsOf(options.format),
		signal: AbortSignal.any([signal, bail.signal]),
		onStep: progress.step,
		onPlan: plan => progress.begin(plan),
		onEvent: event => {
			progress.event(event);
			bail.onEvent(event);
		},
		onRefused: progress.refused,
		onEnd: () => progress.end(),
	});
	if (unrecorded !== undefined) note(`history does not have this run: ${unrecorded}`);
	const verbose = options.verbose === true;
	process.stdout.write(renderSummary(results, {...environment.terminal(), verbose, ...nameReports(reports)}));
	if (stuck) throw stuck;
	const isWrong = bail.signal.aborted || results.cells.some(({unexpected}) => unexpected);
	const code = isWrong ? exitCode.unexpected : exitCode.asExpected;
	process.exitCode = signal.aborted ? exitCode.interrupted : code;
	if (process.exitCode === exitCode.asExpected && !options.allowMissing) requireShown(results, named);
};

export const runSelection = async (
	selection: Selection,
	options: RunSelectionOptions,
	{cells = 'fresh', ...shown}: Shown & Measuring,
): Promise<void> => {
	const out = options.out === undefined ? undefined : resolve(options.out);
	const bundle = options.bundle === undefined ? undefined : await readOwnBundle(resolve(options.bundle));
	if (out !== undefined) claimFolder(out);
	await showRun(options, shown, how =>
		runMatrix(
			{...selection, bundle, repeat: options.repeat, retry: options.retry, strict: options.strict === true},
			{
				...how,
				engine: environment.engine(options.registryMirror),
				jobs: options.jobs,
				...(out !== undefined && {out}),
				command: typedCommand(),
				isLatest: out === undefined,
				...(out === undefined && {history: project.history}),
				profile: options.profile === true,
				cells,
				project: shown.settings,
			},
		),
	);
};
