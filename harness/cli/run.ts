// `netlock run`: runs the matrix, shows the results, and says whether any outcome was unexpected.
import {Command} from 'commander';
import {readImages} from '../images/definition.ts';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {selectScenarios} from '../plan/catalog.ts';
import {chooseCells} from '../plan/cell-ids.ts';
import {type Own, scenarioFolders} from '../run/own-files.ts';
import type {Selection} from '../run/prepare.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {freshOption} from './options.ts';
import {takeProjectFile} from './project-file.ts';
import {resumeOption, resumeRun} from './resume.ts';
import {addRunOptions, type RunSelectionOptions, runSelection} from './run-selection.ts';
import {addSelectionOptions, buildsToName, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & RunSelectionOptions & {resume?: string | true; fresh?: boolean};

/** The selection for cells that are named by id, with only their builds. */
const cellSelection = async (ids: readonly string[], options: Options, own: Own): Promise<Selection> => {
	const {image, lock, scenario, core = false} = options;
	if (core || image.length + lock.length + scenario.length > 0) {
		throw new UsageError(
			'cells are named by their ids: --image, --lock, --scenario and --core cannot be combined with ids',
			'Name cells, or describe them with options.',
		);
	}
	const images = await readImages(project.images);
	const scenarios = await selectScenarios(
		scenarioFolders(own),
		images.map(({id}) => id),
		[],
	);
	const builds = buildsToName(ids, options);
	const space = {
		images: images.map(({id}) => id),
		builds: builds.map(({id}) => id),
		scenarios: scenarios.map(({id, destination, spec: {locks}}) => ({id, destination, locks})),
	};
	const named = new Set(ids.map(id => id.split('/')[1]));
	return {...chooseCells(ids, space), builds: builds.filter(({id}) => named.has(id))};
};

/** Options that measure times or count outcomes need cells that run. */
const runsAll = ({fresh = false, repeat, profile = false}: Options): boolean =>
	fresh || profile || repeat > 1 || environment.isOnCi();

/** Options that describe cells. Those of a netlock.yaml do not count when cells are named by id. */
const describing = ['image', 'lock', 'scenario', 'core'];

const run = async (ids: readonly string[], options: Options, command: Command): Promise<void> => {
	if (options.resume !== undefined) {
		if (ids.length > 0) throw new UsageError('--resume: a run goes on with its own cells', 'Name no cells.');
		return resumeRun(options.resume, options);
	}
	const {settings, ...own} = await takeProjectFile(command, {except: ids.length > 0 ? describing : []});
	const cells = runsAll(options) ? 'fresh' : 'unless known';
	if (ids.length > 0) {
		const selection = {...(await cellSelection(ids, options, own)), own};
		return runSelection(selection, options, {named: ids.map(id => id.split('/')[0] ?? ''), settings, cells});
	}
	await runSelection({...parseSelection(options), own}, options, {named: options.image, settings, cells});
};

export const runCommand = (): Command =>
	withExamples(
		addRunOptions(
			addSelectionOptions(
				new Command('run')
					.description('run the matrix: every selected scenario in every image, with every build and every lock')
					.argument('[cell...]', 'only these cells, by the ids that reports print')
					.addOption(freshOption())
					.addOption(resumeOption()),
			),
		),
		{
			'run --core': 'A first look: the core scenarios in the core images.',
			"run --image 'debian-*' --lock nftables,skip --scenario 'tcp-*'": 'Some cells only.',
			'run debian-forky/crun/nftables/tcp-veth debian-forky/crun/skip/tcp-veth': 'Two cells.',
			'run --runtime crun --runtime crun=pr@./crun --image debian-forky':
				'The package of the image beside a binary of your own, which gets the label pr.',
			'run --runtime crun=src:../crun --criu ./criu-dev --jobs 4':
				'crun compiled from a tree in every image, with a CRIU of your own; four sandboxes at a time.',
			'run --runtime crun=./crun --libcriu package --libcriu image:debian-bookworm':
				'A binary with two libcrius: the image’s own, and an old one.',
			"run --podman pr@./podman --image debian-forky --scenario 'podman-*'": 'A podman of your own, with each runtime.',
			'run --bundle ./bundle --image debian-forky --lock nftables': 'Containers of a bundle of your own.',
			'run --scenario tcp-veth --repeat 10 --out /tmp/ten': 'Is the scenario flaky? The report goes to /tmp/ten.',
			'run --core --retry 2': 'Separates flaky cells from those that always fail; both fail the run.',
			'run --bail 3': 'Ends after three unexpected outcomes.',
			'run --core --criu ./criu-dev --strict': 'A pass against a known issue fails this run too.',
			"run --image 'fedora-*' --allow-missing": 'If a registry that is down must not fail your job.',
			'run --resume': 'Finishes the last run, after it was killed or lost its engine.',
			'run --core --fresh': 'Every cell runs, also those that an earlier run has measured alike.',
			'run --core --verbose': 'The matrix is printed too.',
			'run --core --format markdown': 'Only results.json and matrix.md are written, no page.',
			'run --image debian-forky --scenario explicit-is-honoured --profile':
				'Open profile.json in ui.perfetto.dev or chrome://tracing.',
			'run --registry-mirror docker.io=mirror.example.org/docker': 'Images of docker.io come through a mirror.',
		},
	).action(run);
