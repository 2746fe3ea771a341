// `netlock validate PATCH…`: is the bug there without the patch, and gone with it? Or: are these two builds different?
import {mkdirSync, writeFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {Command, Option} from 'commander';
import {type Project, projects} from '../builds/builder.ts';
import {type Patch, patchsetDigest, readPatch} from '../builds/patches.ts';
import {type NamedPart, type Part, parseCriu, parseRuntime} from '../builds/request.ts';
import {type Lock, type RuntimeName, runtimeNames} from '../model/axes.ts';
import {project as places} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {renderValidation, type Validation, validationMarkdown} from '../report/validation.ts';
import type {Verdict} from '../results/validation.ts';
import {newRunId} from '../run/prepare.ts';
import {projectOf, subjectOf} from '../validate/subject.ts';
import {type Question, validate} from '../validate/validate.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {
	choice,
	imageOption,
	jobsOption,
	lockOption,
	locksOf,
	mirrorOption,
	repeatable,
	repeatOption,
	scenarioOption,
} from './options.ts';
import {Progress} from './progress.ts';

type Options = {
	project?: Project;
	source: string;
	basePatch: string[];
	before?: string;
	after?: string;
	runtime?: string;
	criu?: string;
	image: string[];
	lock: Lock[];
	scenario: string[];
	all?: boolean;
	repeat: number;
	jobs: number;
	out?: string;
	registryMirror: string[];
};

/** Where a build takes minutes and a run another, one image is what a first answer takes. */
const defaultImage = 'debian-forky';

const exitCodes: Record<Verdict, number> = {
	validated: exitCode.asExpected,
	'not fixed': exitCode.unexpected,
	regresses: exitCode.unexpected,
	inconclusive: exitCode.cannotWork,
};

const defaultProject = (patches: readonly Patch[]): Project => (patches.length === 0 ? 'crun' : projectOf(patches));

const parseSource = (value: string, patches: readonly Patch[]): Part => {
	const part = parseRuntime(`crun=${value === 'package' ? 'src:package' : value}`);
	if (part.source === 'tree') return {source: 'tree', tree: part.tree, patches};
	if (part.source === 'source package') return {source: 'source package', patches};
	throw new UsageError(`--source ${value}: is no source`, 'Valid: package, src:TREE');
};

const parseBinary = (option: string, project: Project, value: string): NamedPart & Side => {
	const part = project === 'criu' ? parseCriu(value) : parseRuntime(value.includes('=') ? value : `crun=${value}`);
	if (part.source !== 'package') return part;
	throw new UsageError(`${option} ${value}: names no build`, 'Valid: PATH, and what --runtime takes');
};

/** What both sides share. @throws UsageError when it is given, and is what differs */
const parseRest = ({project, before, after}: Sides, {runtime, criu}: Options): Pick<Question, 'runtime' | 'criu'> => {
	const [option, value] = project === 'criu' ? ['--criu', criu] : ['--runtime', runtime];
	if (value !== undefined) throw new UsageError(`${option} ${value}: what is validated is ${project} itself`);
	const [name, ...others] = new Set([before, after].map(side => side.runtime ?? 'crun'));
	if (others.length > 0) throw new UsageError(`--before and --after: ${name} and ${others} cannot be compared`);
	return {
		runtime: parseRuntime((project === 'criu' ? runtime : name) ?? 'crun'),
		criu: parseCriu(criu ?? 'package'),
	};
};

/** `runtime`: of a build that is named by it. */
type Side = Part & {runtime?: RuntimeName};
type Sides = {before: Side; after: Side; patches: Patch[]; project: Project};

const parseSides = (files: readonly string[], options: Options): Sides => {
	const {before, after, source} = options;
	const patches = files.map(readPatch);
	const project = options.project ?? defaultProject(patches);
	if (before !== undefined && after !== undefined) {
		if (files.length > 0) throw new UsageError('--before and --after compare builds: patches have no place there');
		return {
			project,
			patches,
			before: parseBinary('--before', project, before),
			after: parseBinary('--after', project, after),
		};
	}
	if (before !== undefined || after !== undefined) throw new UsageError('--before and --after go together');
	if (patches.length === 0) {
		throw new UsageError(
			'nothing to validate',
			'Give a patch: netlock validate PATCH…; or two builds: --before A --after B',
		);
	}
	const base = options.basePatch.map(readPatch);
	return {project, patches, before: parseSource(source, base), after: parseSource(source, [...base, ...patches])};
};

const describePart = (part: Part): string => {
	const patches = 'patches' in part && part.patches ? part.patches : [];
	const digest = patchsetDigest(patches);
	const patched =
		digest === undefined
			? ''
			: ` with ${patches.length === 1 ? 'one patch' : `${patches.length} patches`} (${digest.slice(0, 12)})`;
	if (part.source === 'tree') return `${part.tree}${patched}`;
	if (part.source === 'binary') return `${part.path} (sha256 ${part.digest.slice(0, 12)})`;
	return part.source === 'copr' ? `copr:${part.project}` : `the image's ${part.source}${patched}`;
};

const run = async (files: string[], options: Options): Promise<void> => {
	const sides = parseSides(files, options);
	const images = options.image.length === 0 ? [defaultImage] : options.image;
	const question: Question = {
		...sides,
		...parseRest(sides, options),
		selection: {images, scenarios: options.scenario, locks: locksOf(options.lock)},
		subject: subjectOf(sides.patches, sides.project),
		all: options.all === true,
		repeat: options.repeat,
	};
	const progress = new Progress(process.stderr, environment.isInteractive());
	const {signal} = onInterrupt(() => progress.note('stopping: without both builds there is no verdict'));
	const out = options.out === undefined ? join(places.validations, newRunId(new Date())) : resolve(options.out);
	const command = `netlock ${process.argv.slice(2).join(' ')}`;
	const answer = await validate(question, {
		engine: environment.engine(options.registryMirror),
		jobs: options.jobs,
		out,
		command,
		signal,
		onStep: progress.step,
		onRun: what => progress.note(what),
		onPlan: plan => progress.begin(plan),
		onEvent: event => progress.event(event),
		onEnd: () => progress.end(),
	});
	const validation: Validation = {
		...answer,
		project: sides.project,
		before: `${sides.project} from ${describePart(sides.before)}`,
		after: `${sides.project} from ${describePart(sides.after)}`,
		patches: sides.patches.map(({name}) => name),
		repeat: question.repeat,
		leftOut: [
			...(options.image.length === 0 ? [`images other than ${defaultImage}; --image names more`] : []),
			...(sides.project === 'criu' && question.runtime.id === 'crun' ? ['runc; --runtime runc runs it'] : []),
		],
		command,
	};
	mkdirSync(out, {recursive: true});
	writeFileSync(join(out, 'verdict.md'), validationMarkdown(validation));
	const {results, folders, cells, ...account} = validation as Validation & {folders: string[]};
	const [first] = results;
	const json = {
		schema: 1,
		...account,
		patchset: patchsetDigest(sides.patches),
		host: first?.host,
		netlock: first?.run.netlock,
		builds: first?.builds,
		runs: folders.map(folder => relative(out, folder)),
		cells: cells.filter(({kind}) => kind !== 'untried'),
	};
	writeFileSync(join(out, 'verdict.json'), `${JSON.stringify(json, null, '\t')}\n`);
	process.stdout.write(`\n${renderValidation(validation)}`);
	process.stdout.write(`\nFor a pull request: ${relative(process.cwd(), join(out, 'verdict.md'))}\n`);
	process.exitCode = exitCodes[answer.verdict];
};

export const validateCommand = (): Command =>
	withExamples(
		new Command('validate')
			.argument('[patch...]', 'patches, in the order in which they apply')
			.description(
				'is the bug there without a patch, and gone with it? exits with 0 validated, 1 not, 3 could not tell',
			)
			.addOption(choice('--project <project>', 'what is patched (default: by the files that it touches)', projects))
			.addOption(
				new Option(
					'--source <source>',
					'what it is applied to: package (the image’s source package), src:TREE',
				).default('package'),
			)
			.addOption(repeatable('--base-patch <patch>', 'a patch that belongs to both sides', 'none'))
			.option('--before <build>', 'instead of patches: a build, PATH or as for --runtime')
			.option('--after <build>', 'and the one to compare it with')
			.option(
				'--runtime <build>',
				`while CRIU is patched: ${runtimeNames.join(', ')}, or as for \`netlock run\` (default: crun)`,
			)
			.option('--criu <build>', 'while a runtime is patched: as for `netlock run` (default: package)')
			.addOption(imageOption(defaultImage))
			.addOption(lockOption())
			.addOption(scenarioOption())
			.addOption(mirrorOption())
			.option('--all', 'run every cell with the patch too, not only what fails, what it is about and a smoke set')
			.addOption(repeatOption('how often a cell that differs or fails is run', 3))
			.addOption(jobsOption())
			.option('--out <folder>', 'where to write verdict.json and verdict.md (default: reports/validations/<id>)'),
		{
			'validate fix.patch': 'Against the source package of the image.',
			'validate fix.patch --source src:../crun --image debian-trixie --criu ./criu':
				'Against a tree of your own, in another image, with a CRIU of your own.',
			'validate fix.patch --base-patch break.patch': 'break.patch belongs to both sides.',
			'validate fix.patch --project criu --runtime runc': 'A patch of CRIU, which runc uses.',
			'validate --before ./crun-1.20 --after ./crun-pr --repeat 5':
				'Two builds instead of a patch; five rounds of what differs.',
			"validate fix.patch --scenario 'tcp-*' --lock nftables --all": 'Every cell of these on both sides.',
			'validate fix.patch --jobs 4 --out /tmp/verdict': 'Four sandboxes at a time; the verdict goes to /tmp/verdict.',
			'validate fix.patch --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(run);
