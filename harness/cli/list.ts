// `netlock list`: the cells that would run, and why others would not.

import {availableParallelism} from 'node:os';
import {Command} from 'commander';
import {dir} from 'tmp-promise';
import {readImages} from '../images/definition.ts';
import {project} from '../model/checkout.ts';
import {readScenarios} from '../plan/catalog.ts';
import {select} from '../plan/selection.ts';
import {documentText} from '../results/documents.ts';
import {prepare} from '../run/prepare.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {Progress} from './progress.ts';
import {addSelectionOptions, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & {json?: boolean; scenarios?: boolean};

const listScenarios = async (globs: readonly string[], asJson: boolean): Promise<void> => {
	const images = (await readImages(project.images)).map(({id}) => id);
	const chosen = select('--scenario', globs, await readScenarios(project.scenarios, images), ({id}) => id);
	const rows = chosen.map(({id, title}) => ({id, title}));
	const width = Math.max(...rows.map(({id}) => id.length));
	const lines = rows.map(({id, title}) => `${id.padEnd(width)}  ${title}\n`);
	process.stdout.write(asJson ? documentText('scenario-list', {schema: 1, scenarios: rows}) : lines.join(''));
};

const list = async (options: Options): Promise<void> => {
	if (options.scenarios) return listScenarios(options.scenario, options.json === true);
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
			const cells = plan.cells.map(({settled, knownIssues, ...cell}) => ({
				...cell,
				...(settled && {outcome: settled.outcome, reason: settled.reason}),
				...(knownIssues[0] && {knownIssue: knownIssues[0].id}),
			}));
			process.stdout.write(documentText('cell-list', {schema: 1, cells}));
			return;
		}
		for (const {
			id,
			settled,
			knownIssues: [knownIssue],
		} of plan.cells) {
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
	withExamples(
		addSelectionOptions(new Command('list'))
			.description('the cells that would run, and why others would not; builds images that are missing')
			.option('--scenarios', 'only the scenarios, with their titles; nothing is built')
			.option('--json', 'as one JSON document (docs/schema/cell-list.json, scenario-list.json)'),
		{
			'list --scenarios': 'The names that --scenario takes.',
			"list --image debian-forky --runtime crun --lock skip --scenario 'tcp-*'":
				'What `netlock run` would do with these.',
			'list --core --criu ./criu --json': 'The core cells with a CRIU of your own, for a program.',
			'list --core --libcriu ./libcriu.so.2': 'The core cells with a libcriu of your own.',
			"list --podman copr:rhcontainerbot/podman-next --image 'fedora-*'": 'The cells with a nightly of podman.',
			'list --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(list);
