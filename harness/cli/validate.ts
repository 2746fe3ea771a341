// `netlock validate PATCH…`: does the bug appear without the patch, and not with it? With two builds: do they differ?
import {join, relative, resolve} from 'node:path';
import {Command, Option} from 'commander';
import {type Project, projects} from '../builds/builder.ts';
import {type Lock, runtimeNames} from '../model/axes.ts';
import {project} from '../model/checkout.ts';
import {renderValidation, validationMarkdown} from '../report/validation.ts';
import {type PatchVerdict, validation} from '../results/validation.ts';
import {writeVerdict} from '../results/write-verdict.ts';
import {claimFolder} from '../run/claim-folder.ts';
import {newRunId} from '../run/prepare.ts';
import {defaultImage, questionOf} from '../validate/question.ts';
import {validate} from '../validate/validate.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt} from './interrupt.ts';
import {newProgress} from './new-progress.ts';
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
	verboseOption,
} from './options.ts';
import {describeSettings, notForJudging, takeProjectFile} from './project-file.ts';
import {typedCommand} from './typed-command.ts';

type Options = {
	project?: Project;
	source: string;
	basePatch: string[];
	before?: string;
	after?: string;
	runtime?: string;
	criu?: string;
	libcriu: string[];
	image: string[];
	lock: Lock[];
	scenario: string[];
	all?: boolean;
	verbose?: boolean;
	repeat: number;
	jobs: number;
	out?: string;
	registryMirror: string[];
};

const exitCodes: Record<PatchVerdict, number> = {
	validated: exitCode.asExpected,
	'not fixed': exitCode.unexpected,
	regresses: exitCode.unexpected,
	inconclusive: exitCode.cannotWork,
};

const run = async (patches: string[], options: Options, command: Command): Promise<void> => {
	const {settings, ...own} = await takeProjectFile(command, {except: notForJudging});
	const {basePatch: basePatches, image: images, lock, scenario: scenarios, all = false, ...more} = options;
	const question = questionOf({...more, patches, basePatches, images, locks: locksOf(lock), scenarios, all});
	const progress = newProgress();
	if (settings) progress.note(describeSettings(settings));
	const {signal} = onInterrupt(() => progress.note('stopping: without both builds there is no verdict'));
	const out = resolve(options.out ?? join(project.validations, newRunId(new Date())));
	claimFolder(out);
	const verdict = await validate(
		{...question, selection: {...question.selection, own}},
		{
			engine: environment.engine(options.registryMirror),
			jobs: options.jobs,
			project: settings,
			out,
			command: typedCommand(),
			signal,
			onStep: progress.step,
			onRun: purpose => progress.note(purpose),
			onPlan: plan => progress.begin(plan),
			onEvent: event => progress.event(event),
			onRefused: progress.refused,
			onEnd: () => progress.end(),
		},
	);
	writeVerdict(out, validation, verdict, validationMarkdown(verdict));
	const report = relative(process.cwd(), join(out, 'verdict.md'));
	process.stdout.write(renderValidation(verdict, {verbose: options.verbose === true, report}));
	process.exitCode = exitCodes[verdict.verdict];
};

export const validateCommand = (): Command =>
	withExamples(
		new Command('validate')
			.argument('[patch...]', 'patches, in the order in which they apply')
			.description(
				'does the bug appear without a patch, and not with it? exits with 0 validated, 1 not, 3 could not tell',
			)
			.addOption(choice('--project <project>', 'what is patched (default: by the files that it touches)', projects))
			.addOption(
				new Option('--source <source>', 'the source to patch: package (the image’s source package), src:TREE').default(
					'package',
				),
			)
			.addOption(repeatable('--base-patch <patch>', 'a patch that belongs to both sides', 'none'))
			.option('--before <build>', 'instead of patches: a build, PATH or as for --runtime')
			.option('--after <build>', 'and the one to compare it with')
			.option(
				'--runtime <build>',
				`while CRIU is patched: ${runtimeNames.join(', ')}, or as for \`netlock run\` (default: crun)`,
			)
			.option('--criu <build>', 'while a runtime is patched: as for `netlock run` (default: package)')
			.addOption(
				repeatable(
					'--libcriu <build>',
					'of both sides, as for `netlock run`',
					'package, and a sample with image:debian-bookworm',
				),
			)
			.addOption(imageOption(defaultImage))
			.addOption(lockOption())
			.addOption(scenarioOption())
			.addOption(mirrorOption())
			.option('--all', 'run every cell with the patch too, not only what fails, what it is about and a smoke set')
			.addOption(repeatOption('how often a cell that differs or fails is run', 3))
			.addOption(jobsOption())
			.option(
				'--out <folder>',
				'where to write verdict.json and verdict.md, new or empty (default: reports/validations/<id>)',
			)
			.addOption(verboseOption('every cell that differs, not the first few of each kind')),
		{
			'validate fix.patch --verbose': 'Every cell that differs is printed.',
			'validate fix.patch': 'Against the source package of the image.',
			'validate fix.patch --source src:../crun --image debian-trixie --criu ./criu':
				'Against a tree of your own, in another image, with a CRIU of your own.',
			'validate fix.patch --libcriu ./libcriu.so.2': 'Both sides with a libcriu of your own, and with no other.',
			'validate fix.patch --base-patch break.patch': 'Both builds get break.patch.',
			'validate fix.patch --project criu --runtime runc': 'A patch of CRIU, which runc uses.',
			'validate --before ./crun-1.20 --after ./crun-pr --repeat 5':
				'Two builds instead of a patch; five rounds of what differs.',
			"validate fix.patch --scenario 'tcp-*' --lock nftables --all": 'Every cell of these on both sides.',
			'validate fix.patch --jobs 4 --out /tmp/verdict': 'Four sandboxes at a time; the verdict goes to /tmp/verdict.',
			'validate fix.patch --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(run);
