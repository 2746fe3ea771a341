// `netlock bisect`: which of many builds broke it.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {Command} from 'commander';
import {dir} from 'tmp-promise';
import {type Bisected, runBisection} from '../bisect/bisection.ts';
import {buildsIn, buildsNamed, type Candidate, type Subject, subjects} from '../bisect/builds.ts';
import {commitsOf} from '../bisect/commits.ts';
import type {Column} from '../bisect/run-steps.ts';
import {parseCriu, parseRuntime} from '../builds/request.ts';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {bisectionMarkdown, bisectionStep, renderBisection} from '../report/bisection.ts';
import {failingCell} from '../report/failing-cell.ts';
import {newRunId} from '../run/prepare.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {choice, jobsOption, locksOf, repeatOption} from './options.ts';
import {Progress} from './progress.ts';
import {addCellOptions, type CellOptions} from './selection.ts';

type Options = CellOptions & {
	of: Subject;
	builds?: string;
	build?: string[];
	git?: string[];
	runtime?: string;
	criu?: string;
	repeat: number;
	jobs: number;
	out?: string;
};

const defaultImage = 'debian-forky';

/** What is the same with every build. @throws UsageError */
const parseRest = (of: Subject, {runtime, criu}: Options): Pick<Column, 'runtime' | 'criu'> => {
	const [option, value] = of === 'criu' ? ['--criu', criu] : ['--runtime', runtime];
	if (value !== undefined) {
		throw new UsageError(`${option} ${value}: the builds are of ${of}`, 'Name them by --builds, --build or --git');
	}
	return {runtime: parseRuntime(runtime ?? 'crun'), criu: parseCriu(criu ?? 'package')};
};

const obtainCandidates = async (
	of: Subject,
	{builds, build, git}: Options,
	scratch: string,
	note: (text: string) => void,
): Promise<Candidate[]> => {
	const ways = [builds, build, git].filter(each => each !== undefined).length;
	if (ways !== 1)
		throw new UsageError(
			`bisect: ${ways === 0 ? 'no builds' : 'builds of two kinds'}`,
			'Valid: one of --builds, --build, --git',
		);
	if (builds !== undefined) {
		const {candidates, leftOut} = await buildsIn(of, resolve(builds));
		if (leftOut.length > 0) note(`left out of ${builds}, as they are no builds of ${of}: ${leftOut.join(', ')}`);
		return candidates;
	}
	if (build !== undefined) return buildsNamed(of, build);
	const [tree, range, ...more] = git ?? [];
	if (tree === undefined || range === undefined || more.length > 0) {
		throw new UsageError(`--git ${git?.join(' ')}: not a tree and a range`, 'Valid: --git TREE GOOD..BAD');
	}
	return commitsOf(of, [tree, range], scratch);
};

/** 0: found. 1: there is nothing to find between these ends. 3: it could not be told. */
const statusOf = ({bisection}: Bisected): number => {
	if (bisection.found) return exitCode.asExpected;
	const wrongEnds = bisection.reason === 'first-bad' || bisection.reason === 'last-good';
	return wrongEnds ? exitCode.unexpected : exitCode.cannotWork;
};

const here = (path: string): string => relative(process.cwd(), path) || '.';

/** Writes verdict.json and verdict.md. Gives the text for a terminal. */
const report = ({bisection, failure, ...about}: Bisected, folder: string, command: string): string => {
	const shown = failure && failingCell(failure.cell, `${here(failure.run)}/index.html`);
	const whole = {...bisection, command, ...about, ...(failure && {failure})};
	mkdirSync(folder, {recursive: true});
	writeFileSync(join(folder, 'verdict.json'), `${JSON.stringify(whole, null, '\t')}\n`);
	const block = shown ? `\n${shown.map(line => `    ${line}`).join('\n')}\n` : '';
	writeFileSync(join(folder, 'verdict.md'), bisectionMarkdown(bisection) + block);
	const seen = shown
		? ['', 'one of them, in the first bad build:', ...shown.map(line => `  ${line}`), ''].join('\n')
		: '';
	return renderBisection(bisection) + seen;
};

const bisect = async (options: Options): Promise<void> => {
	const {of, repeat, jobs} = options;
	const selection = {
		images: options.image.length > 0 ? options.image : [defaultImage],
		scenarios: options.scenario,
		locks: locksOf(options.lock),
		core: options.core ?? false,
	};
	const rest = parseRest(of, options);
	const progress = new Progress(process.stderr, environment.isInteractive());
	const note = (text: string): void => progress.note(text);
	const {signal} = onInterrupt(() =>
		note('stopping: ending the sandboxes. What was run is kept: the same command again goes on from there'),
	);
	const scratch = await dir({unsafeCleanup: true, prefix: 'netlock-bisect-'});
	try {
		const candidates = await obtainCandidates(of, options, scratch.path, note);
		const [first, last] = [candidates[0], candidates.at(-1)];
		note(`${candidates.length} builds of ${of}, oldest first: ${first?.name} … ${last?.name}`);
		const engine = environment.engine(options.registryMirror);
		const folder = resolve(options.out ?? join(project.bisections, newRunId(new Date())));
		const command = `netlock ${process.argv.slice(2).join(' ')}`;
		const told = new Set<string>();
		let done = 0;
		let total = 0;
		const bisected = await runBisection(
			selection,
			{of, candidates, ...rest},
			{
				engine,
				jobs,
				repeat,
				command,
				folder,
				signal,
				memory: join(engine.home, 'bisect.jsonl'),
				// Every round is prepared alike: what was said once is enough.
				onStep(subject, step) {
					const key = `${subject} ${JSON.stringify(step)}`;
					const isNew = step.kind === 'output' || !told.has(key);
					told.add(key);
					if (isNew) progress.step(subject, step);
				},
				onCells: cells =>
					note(`${cells.length} cells in ${selection.images.join(', ')}, ${repeat} rounds of each; ${here(folder)}`),
				onPlan(build, {cells}) {
					[done, total] = [0, cells.length];
					progress.step(build.name, {kind: 'cells', done, total});
				},
				onEvent(build, {type}) {
					if (type === 'cell-finished') progress.step(build.name, {kind: 'cells', done: ++done, total});
				},
				onVerdict: step => note(bisectionStep(step)),
			},
		);
		process.stdout.write(`\n${report(bisected, folder, command)}\nReport: ${here(folder)}/verdict.md\n`);
		process.exitCode = statusOf(bisected);
	} finally {
		await scratch.cleanup();
	}
};

export const bisectCommand = (): Command =>
	withExamples(
		addCellOptions(
			new Command('bisect')
				.description('which of many builds broke it: the first one in which cells fail that passed before')
				.addOption(choice('--of <project>', 'what the builds are of', subjects).default('crun'))
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
			.option('--out <folder>', 'where to write the report (default: reports/bisections/<id>)')
			.addHelpText(
				'after',
				'\nExit codes: 0 found, 1 the first build is bad or the last one good, 3 the results do not decide, 130 interrupted.',
			),
		{
			"bisect --builds ./cruns --scenario 'unset-*'": 'Binaries in a folder, by the versions in their names.',
			'bisect --build old@./crun-1 ./crun-2 ./crun-3 --criu ./criu': 'These three, oldest first, all with one CRIU.',
			'bisect --git ~/crun 1.18..main --lock nftables --repeat 5':
				'Commits, compiled when it is their turn; five rounds each.',
			'bisect --of criu --git ~/criu v4.0..criu-dev --runtime runc --image debian-trixie': 'Of CRIU, used by runc.',
			'bisect --builds ./cruns --core --jobs 4 --out /tmp/bisection': 'The core scenarios, four sandboxes at a time.',
			'bisect --builds ./cruns --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(bisect);
