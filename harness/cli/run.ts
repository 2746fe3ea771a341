// `netlock run`: run the matrix, show it, and say whether anything was unexpected.
import {resolve} from 'node:path';
import {Command} from 'commander';
import {project} from '../model/checkout.ts';
import type {Results} from '../model/results.ts';
import type {Format} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {ranIn} from '../report/verdict.ts';
import {claimFolder} from '../run/claim-folder.ts';
import {runMatrix} from '../run/run.ts';
import {counted} from '../support/counted.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {allowMissingOption, NothingRan, requireNamed} from './nothing-ran.ts';
import {formatOption, formatsOf, jobsOption, repeatOption, retryOption, verboseOption} from './options.ts';
import {Progress} from './progress.ts';
import {nameReports} from './report.ts';
import {addSelectionOptions, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & {
	jobs: number;
	repeat: number;
	retry: number;
	strict?: boolean;
	profile?: boolean;
	verbose?: boolean;
	allowMissing?: boolean;
	out?: string;
	format: Format[];
};

const statusOf = ({run, cells}: Results): number => {
	if (run.interrupted) return exitCode.interrupted;
	return cells.some(({unexpected}) => unexpected) ? exitCode.unexpected : exitCode.asExpected;
};

/** @throws NothingRan */
const requireShown = (results: Results, named: readonly string[]): void => {
	if (ranIn(results.cells).length === 0) {
		const reasons = results.cells.map(({reason = ''}) => reason);
		throw new NothingRan(`nothing ran: 0 of ${counted(results.cells.length, 'cell')}`, reasons);
	}
	requireNamed(named, results.images);
};

const run = async (options: Options): Promise<void> => {
	const selection = {
		...parseSelection(options),
		repeat: options.repeat,
		retry: options.retry,
		strict: options.strict === true,
	};
	const out = options.out === undefined ? undefined : resolve(options.out);
	if (out !== undefined) claimFolder(out);
	const progress = new Progress(process.stderr, environment.isInteractive());
	const {signal} = onInterrupt(() => progress.note('stopping: ending the sandboxes, keeping what is finished'));
	const {
		results,
		reports,
		refused = [],
		unrecorded,
		stuck,
	} = await runMatrix(selection, {
		engine: environment.engine(options.registryMirror),
		jobs: options.jobs,
		...(out !== undefined && {out}),
		command: `netlock ${process.argv.slice(2).join(' ')}`,
		isLatest: out === undefined,
		...(out === undefined && {history: project.history}),
		profile: options.profile === true,
		formats: formatsOf(options.format),
		signal,
		onStep: progress.step,
		onPlan: plan => progress.begin(plan),
		onEvent: event => progress.event(event),
		onEnd: () => progress.end(),
	});
	for (const each of refused) progress.note(`an event cannot be read: ${each}`);
	if (unrecorded !== undefined) progress.note(`history does not have this run: ${unrecorded}`);
	const verbose = options.verbose === true;
	process.stdout.write(renderSummary(results, {...environment.terminal(), verbose, ...nameReports(reports)}));
	if (stuck) throw stuck;
	process.exitCode = statusOf(results);
	if (process.exitCode === exitCode.asExpected && !options.allowMissing) requireShown(results, options.image);
};

export const runCommand = (): Command =>
	withExamples(
		addSelectionOptions(new Command('run'))
			.description('run the matrix: every selected scenario in every image, with every build and every lock')
			.addOption(jobsOption())
			.addOption(repeatOption('how often each cell runs: a cell that does not end alike each time is flaky', 1))
			.addOption(retryOption())
			.addOption(allowMissingOption())
			.option('--strict', 'a build under test that passes against a known issue fails the run too')
			.option('--out <folder>', 'where to write the report, new or empty (default: reports/runs/<id>)')
			.addOption(formatOption())
			.option('--profile', 'write profile.json too: where the time went, for the trace viewer of a browser')
			.addOption(verboseOption()),
		{
			'run --core': 'A first look: the core scenarios in the core images.',
			"run --image 'debian-*' --lock nftables,skip --scenario 'tcp-*'": 'Some cells only.',
			'run --runtime crun --runtime crun=pr@./crun --image debian-forky':
				'The package of the image beside a binary of your own, which gets the label pr.',
			'run --runtime crun=src:../crun --criu ./criu-dev --jobs 4':
				'crun compiled from a tree in every image, with a CRIU of your own; four sandboxes at a time.',
			'run --runtime crun=./crun --libcriu package --libcriu image:debian-bookworm':
				'A binary with two libcrius: the image’s own, and an old one.',
			"run --podman pr@./podman --image debian-forky --scenario 'podman-*'": 'A podman of your own, with each runtime.',
			'run --scenario tcp-veth --repeat 10 --out /tmp/ten': 'Is the scenario flaky? The report goes to /tmp/ten.',
			'run --core --retry 2': 'Tells flaky cells from those that fail; both fail the run.',
			'run --core --criu ./criu-dev --strict': 'A pass against a known issue fails this run too.',
			"run --image 'fedora-*' --allow-missing": 'Where a registry that is down is no failure of yours.',
			'run --core --verbose': 'The matrix is printed too.',
			'run --core --format markdown': 'Only results.json and matrix.md are written, no page.',
			'run --image debian-forky --scenario explicit-is-honoured --profile':
				'Open profile.json in ui.perfetto.dev or chrome://tracing.',
			'run --registry-mirror docker.io=mirror.example.org/docker': 'Images of docker.io come through a mirror.',
		},
	).action(run);
