// `netlock bisect`: finds the first bad one of many builds.
import {join, relative, resolve} from 'node:path';
import {Command} from 'commander';
import {dir} from 'tmp-promise';
import {runBisection} from '../bisect/bisection.ts';
import {type BisectedProject, bisectedProjects} from '../bisect/builds.ts';
import {buildsToBisect} from '../bisect/question.ts';
import {project} from '../model/checkout.ts';
import {bisectionMarkdown, buildLine, renderBisection} from '../report/bisection.ts';
import {type Bisection, bisection} from '../results/bisection.ts';
import {writeVerdict} from '../results/write-verdict.ts';
import {claimFolder} from '../run/claim-folder.ts';
import {newRunId} from '../run/prepare.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {counted} from '../support/counted.ts';
import {BisectionProgress} from './bisection-progress.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {newProgress} from './new-progress.ts';
import {choice, jobsOption, locksOf, repeatOption, verboseOption} from './options.ts';
import {describeSettings, notForJudging, takeProjectFile} from './project-file.ts';
import {addCellOptions, type CellOptions} from './selection.ts';
import {typedCommand} from './typed-command.ts';

type Options = CellOptions & {
	of: BisectedProject;
	builds?: string;
	build?: string[];
	git?: string[];
	runtime?: string;
	criu?: string;
	repeat: number;
	jobs: number;
	verbose?: boolean;
	out?: string;
};

const defaultImage = 'debian-forky';

/** 0: found. 1: no cell differs between the first and the last build. 3: the results are not enough to decide. */
const statusOf = (verdict: Bisection): number => {
	if (verdict.found) return exitCode.asExpected;
	const wrongEnds = verdict.reason === 'first-bad' || verdict.reason === 'last-good';
	return wrongEnds ? exitCode.unexpected : exitCode.cannotWork;
};

const here = (path: string): string => relative(process.cwd(), path) || '.';

const bisect = async (options: Options, command: Command): Promise<void> => {
	const {settings, ...own} = await takeProjectFile(command, {except: notForJudging});
	const {repeat, jobs, core = false, scenario: scenarios, image} = options;
	const images = image.length > 0 ? image : [defaultImage];
	const progress = newProgress();
	const note = (text: string): void => progress.note(text);
	if (settings) note(describeSettings(settings));
	const {signal} = onInterrupt(() =>
		note(
			'stopping: ending the sandboxes. Finished rounds are kept: the same command continues from there, with a new --out if you gave one',
		),
	);
	const scratch = await dir({unsafeCleanup: true, prefix: 'netlock-bisect-'});
	const search = async (): Promise<void> => {
		const folder = resolve(options.out ?? join(project.bisections, newRunId(new Date())));
		claimFolder(folder);
		const builds = await buildsToBisect(options, scratch.path, note);
		const engine = environment.engine(options.registryMirror);
		const rounds = new BisectionProgress(progress);
		const verdict = await runBisection({images, scenarios, locks: locksOf(options.lock), core, own}, builds, {
			engine,
			jobs,
			project: settings,
			repeat,
			command: typedCommand(),
			folder,
			signal,
			memory: join(engine.home, 'bisect.jsonl'),
			onStep: rounds.step,
			onCells: ({length}) =>
				note(
					`${counted(length, 'cell')} in ${images.join(', ')}, ${counted(repeat, 'round')} of each; ${here(folder)}`,
				),
			onPlan: rounds.begin,
			onEvent: rounds.event,
			onRefused: progress.refused,
			onBuild: build => note(buildLine(build)),
		});
		writeVerdict(folder, bisection, verdict, bisectionMarkdown(verdict, here));
		const report = `${here(folder)}/verdict.md`;
		process.stdout.write(renderBisection(verdict, {shorten: here, verbose: options.verbose === true, report}));
		process.exitCode = statusOf(verdict);
	};
	await thenCleanUp(search, () => scratch.cleanup());
};

export const bisectCommand = (): Command =>
	withExamples(
		addCellOptions(
			new Command('bisect')
				.description('find the first bad one of many builds: cells fail in it that passed before')
				.addOption(choice('--of <project>', 'what the builds are of', bisectedProjects).default('crun'))
				.option(
					'--builds <folder>',
					'executables in a folder (or folders that hold one), by the versions in their names',
				)
				.option(
					'--build <build...>',
					'builds by name, oldest first: PATH, LABEL@PATH, src:TREE, and all that --runtime or --criu take',
				)
				.option('--git <tree range...>', 'TREE GOOD..BAD: commits of a repository, compiled when it is their turn')
				.option('--runtime <build>', 'with --of criu: the runtime that uses them (default: crun)')
				.option('--criu <build>', 'for builds of a runtime: the CRIU that they use (default: package)'),
			defaultImage,
		)
			.addOption(repeatOption('how many rounds a build is run', 3))
			.addOption(jobsOption())
			.option('--out <folder>', 'where to write the report, new or empty (default: reports/bisections/<id>)')
			.addOption(verboseOption('every cell of every list, not the first few')),
		{
			"bisect --builds ./cruns --scenario 'unset-*'": 'Binaries in a folder, by the versions in their names.',
			'bisect --build old@./crun-1 ./crun-2 ./crun-3 --criu ./criu': 'These three, oldest first, all with one CRIU.',
			'bisect --git ~/crun 1.18..main --lock nftables --repeat 5':
				'Commits, compiled when it is their turn; five rounds each.',
			'bisect --of criu --git ~/criu v4.0..criu-dev --runtime runc --image debian-trixie':
				'Builds of CRIU, called by runc.',
			'bisect --builds ./cruns --verbose': 'Every cell of every list is printed.',
			'bisect --builds ./cruns --core --jobs 4 --out /tmp/bisection': 'The core scenarios, four sandboxes at a time.',
			'bisect --builds ./cruns --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(bisect);
