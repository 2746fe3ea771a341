// `netlock list`: lists the cells that would run, and why others would not.

import {availableParallelism} from 'node:os';
import {Command} from 'commander';
import {dir} from 'tmp-promise';
import {findEngine} from '../engine/connect.ts';
import {NoEngine} from '../engine/errors.ts';
import {readImages} from '../images/definition.ts';
import {project} from '../model/checkout.ts';
import {selectScenarios} from '../plan/catalog.ts';
import {documentText} from '../results/documents.ts';
import {type ForeseenCell, foreseeCells} from '../run/foresee.ts';
import {type Own, scenarioFolders} from '../run/own-files.ts';
import {prepare, type Selection} from '../run/prepare.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {counted} from '../support/counted.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {newProgress} from './new-progress.ts';
import {takeProjectFile} from './project-file.ts';
import {addSelectionOptions, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & {build?: boolean; json?: boolean; scenarios?: boolean};

const listScenarios = async (globs: readonly string[], asJson: boolean, own: Own): Promise<void> => {
	const images = (await readImages(project.images)).map(({id}) => id);
	const chosen = await selectScenarios(scenarioFolders(own), images, globs);
	const rows = chosen.map(({id, title}) => ({id, title}));
	const width = Math.max(...rows.map(({id}) => id.length));
	const lines = rows.map(({id, title}) => `${id.padEnd(width)}  ${title}\n`);
	process.stdout.write(asJson ? documentText('scenario-list', {schema: 1, scenarios: rows}) : lines.join(''));
};

/** The planned cells of a run: prepares everything as a run does before its first cell. */
const plannedCells = async (selection: Selection, options: Options): Promise<ForeseenCell[]> => {
	const progress = newProgress();
	const scratch = await dir({unsafeCleanup: true});
	const planned = async (): Promise<ForeseenCell[]> => {
		const {plan} = await prepare(selection, {
			command: 'netlock list',
			engine: environment.engine(options.registryMirror),
			jobs: availableParallelism(),
			out: scratch.path,
			onStep: progress.step,
		});
		return plan.cells;
	};
	return thenCleanUp(planned, async () => {
		progress.end();
		await scratch.cleanup();
	});
};

/** The engine that answers, if there is one. None is started. */
const engineThere = async (): Promise<Awaited<ReturnType<typeof findEngine>>> => {
	try {
		return await findEngine(environment.engine());
	} catch (error) {
		if (error instanceof NoEngine) return undefined;
		throw error;
	}
};

const noteOf = ({settled, unknown, knownIssues: [knownIssue]}: ForeseenCell): string => {
	if (unknown !== undefined) return `  unknown: ${unknown}`;
	if (settled) return `  ${settled.outcome}: ${settled.reason}`;
	return knownIssue ? `  expected ${knownIssue.outcome}: ${knownIssue.bug}` : '';
};

const list = async (options: Options, command: Command): Promise<void> => {
	const {settings: _, ...own} = await takeProjectFile(command);
	if (options.scenarios) return listScenarios(options.scenario, options.json === true, own);
	const selection = {...parseSelection(options), own};
	const cells = options.build
		? await plannedCells(selection, options)
		: await foreseeCells(selection, (await engineThere())?.docker);
	if (options.json) {
		const rows = cells.map(({settled, knownIssues, ...cell}) => ({
			...cell,
			...(settled && {outcome: settled.outcome, reason: settled.reason}),
			...(knownIssues[0] && {knownIssue: knownIssues[0].id}),
		}));
		process.stdout.write(documentText('cell-list', {schema: 1, cells: rows}));
		return;
	}
	for (const cell of cells) process.stdout.write(`${cell.id}${noteOf(cell)}\n`);
	const unknown = cells.filter(cell => cell.unknown !== undefined).length;
	const settled = cells.filter(cell => cell.settled !== undefined).length;
	process.stdout.write(`${counted(cells.length - settled - unknown, 'cell')} would run, ${settled} would not\n`);
	if (unknown > 0) {
		process.stdout.write(`${unknown} unknown: \`netlock list --build\` builds and measures what is missing\n`);
	}
};

export const listCommand = (): Command =>
	withExamples(
		addSelectionOptions(new Command('list'))
			.description('list the cells that would run, and why others would not; builds and starts nothing')
			.option('--build', 'build and measure first what is missing, so that no cell is unknown')
			.option('--scenarios', 'only the scenarios, with their titles')
			.option('--json', 'as one JSON document (docs/schema/cell-list.json, scenario-list.json)'),
		{
			'list --scenarios': 'The names that --scenario takes.',
			"list --image debian-forky --runtime crun --lock skip --scenario 'tcp-*'":
				'What `netlock run` would do with these, as far as it is known.',
			'list --core --criu ./criu --build --json': 'The core cells with a CRIU of your own, for a program.',
			'list --core --libcriu ./libcriu.so.2': 'The core cells with a libcriu of your own.',
			"list --podman copr:rhcontainerbot/podman-next --image 'fedora-*'": 'The cells with a nightly of podman.',
			'list --build --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(list);
