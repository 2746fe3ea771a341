// `netlock rerun`: runs cells of an earlier run again, with the builds of that run.
import {Command} from 'commander';
import {buildsAgain, changedSince} from '../builds/asked-again.ts';
import {locks} from '../model/axes.ts';
import type {Results} from '../model/results.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {chooseCells, noSuchCell} from '../plan/cell-ids.ts';
import {readResultsAt} from '../results/read.ts';
import {NetlockError} from '../support/errors.ts';
import {nearest} from '../support/nearest.ts';
import {withExamples} from './examples.ts';
import {findRun, runWords} from './find-run.ts';
import {mirrorOption} from './options.ts';
import {takeProjectFile} from './project-file.ts';
import {addRunOptions, type RunSelectionOptions, runSelection} from './run-selection.ts';

type Options = RunSelectionOptions & {run?: string; lastFailed?: boolean; cause?: string};

/** Not a success: a script that uses this option expects failed cells. */
export class NothingFailed extends NetlockError {
	override name = 'NothingFailed';
	constructor(run: string) {
		super(
			'harness',
			`nothing to run again: in run ${run} all was as expected`,
			'Name cells by their ids, or another run with --run; `netlock history list` has them.',
		);
	}
}

const ofCause = ({causes = []}: Results, id: string): string[] => {
	const found = causes.filter(each => each.id === id);
	if (found.length > 0) return found.flatMap(({cells}) => cells);
	throw notAmong('--cause', id, [...new Set(causes.map(each => each.id))], 'the causes of results.json have them');
};

/** The ids of the named cells. Each must be a cell of that run. @throws UsageError, NothingRan */
export const cellsAgain = (
	results: Results,
	ids: readonly string[],
	{lastFailed = false, cause}: Pick<Options, 'lastFailed' | 'cause'>,
): string[] => {
	if (ids.length === 0 && !lastFailed && cause === undefined) {
		throw new UsageError('no cell is named', 'Name cells by their ids, or give --last-failed, or --cause ID.');
	}
	const known = results.cells.map(({id}) => id);
	const wrong = ids.find(id => !known.includes(id));
	if (wrong !== undefined) throw noSuchCell(wrong, nearest(wrong, known), `run ${results.run.id} has ${known.length}.`);
	const failed = lastFailed ? results.cells.filter(({unexpected}) => unexpected).map(({id}) => id) : [];
	const all = [...new Set([...ids, ...failed, ...(cause === undefined ? [] : ofCause(results, cause))])];
	if (all.length === 0) throw new NothingFailed(results.run.id);
	return all;
};

const rerun = async (ids: readonly string[], options: Options, command: Command): Promise<void> => {
	const {settings, ...own} = await takeProjectFile(command);
	const results = await readResultsAt(findRun(options.run));
	const wanted = cellsAgain(results, ids, options);
	const cells = results.cells.filter(({id}) => wanted.includes(id));
	const builds = buildsAgain(results.builds, new Set(cells.map(({runtime}) => runtime)));
	const chosen = chooseCells(wanted, {
		images: results.images.map(({id}) => id),
		builds: builds.map(({id}) => id),
		scenarios: results.scenarios.map(({id, destination}) => ({id, destination, locks})),
	});
	await runSelection({...chosen, builds, own}, options, {
		settings,
		named: cells.map(({image}) => image),
		notes: changedSince(results.builds, builds),
	});
};

export const rerunCommand = (): Command =>
	withExamples(
		addRunOptions(
			new Command('rerun')
				.description('run cells of an earlier run again, with the builds of that run, from the same paths')
				.argument('[cell...]', 'ids of cells, as reports print them')
				.option('--run <run>', `${runWords} (default: the latest run)`)
				.option('--last-failed', 'all cells that did not come out as expected')
				.option('--cause <id>', 'all cells of a cause, by its id in results.json')
				.addOption(mirrorOption()),
		),
		{
			'rerun debian-forky/crun/nftables/tcp-veth': 'One cell of the latest run.',
			'rerun --last-failed --bail 1': 'The failed cells, until one fails again.',
			'rerun --cause 3f2a91c0 --repeat 5 --run ./artifacts/netlock':
				'All cells of one cause, five times each, of a run that is elsewhere.',
			'rerun --last-failed --retry 1 --strict --allow-missing --jobs 2 --out /tmp/again --format html,junit --profile --verbose':
				'The options of `netlock run` hold here too.',
			'rerun --last-failed --bundle ./bundle': 'With the bundle that the run had.',
			'rerun --last-failed --registry-mirror docker.io=mirror.example.org/docker': 'As for `netlock run`.',
		},
	).action(rerun);
