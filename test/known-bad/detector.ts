// Tests the detector with the known-bad builds: runs their cells, and says for each defect whether the right cell
// caught it.
import {join} from 'node:path';
import type {Build} from '../../harness/builds/columns.ts';
import {locks} from '../../harness/model/axes.ts';
import {type Cause, parties} from '../../harness/model/cause.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results, ScenarioResult} from '../../harness/model/results.ts';
import {causesOf} from '../../harness/results/causes/causes.ts';
import type {Selection} from '../../harness/run/prepare.ts';
import {type Ran, type RunOptions, runMatrix} from '../../harness/run/run.ts';
import {buildOf} from './builds.ts';
import {type Defect, trueParty} from './defect.ts';

type At = Pick<CellResult, 'image' | 'scenario' | 'lock'>;

export const imageOf = ({image = 'debian-trixie'}: Defect): string => image;

/** Whether it is the cell that the defect names, in any build. */
export const isCellOf = (defect: Defect, {image, scenario, lock}: At): boolean =>
	image === imageOf(defect) && scenario === defect.scenario && lock === defect.lock;

/** Only trixie's mirror certainly has the sources of its crun. */
const controlIn = (image: string, build: Build): Build =>
	image === 'debian-trixie' ? build : {...build, from: {source: 'package'}};

type Rest = Parameters<typeof runIn> extends [string, ...infer Others] ? Others : never;

const runIn = async (
	image: string,
	defects: readonly Defect[],
	controls: readonly Build[],
	more: (cell: At & {runtime: string}, scenario: ScenarioResult) => boolean,
	{scenarios, ...options}: RunOptions & Pick<Selection, 'scenarios'>,
): Promise<Ran> => {
	const own = defects.filter(each => imageOf(each) === image);
	const byBuild = new Map(own.map(defect => [buildOf(defect).id, defect]));
	const ran = await runMatrix(
		{
			images: [image],
			scenarios,
			locks,
			builds: [...own.map(buildOf), ...controls.map(each => controlIn(image, each))],
			isWanted: (cell, scenario) => {
				const defect = byBuild.get(cell.runtime);
				return (defect !== undefined && isCellOf(defect, cell)) || more(cell, scenario);
			},
		},
		{...options, ...(options.out !== undefined && {out: join(options.out, image)})},
	);
	if (ran.stuck) throw ran.stuck;
	return ran;
};

/**
 * Runs every defect's cell. With `more`, also all cells of the needed images, in these builds and controls. A run for
 * each image, because a build is compiled in all images of its run.
 */
export const runDefects = async (...[defects, ...rest]: Rest): Promise<Ran> => {
	const runs: Ran[] = [];
	for (const image of new Set(defects.map(imageOf))) runs.push(await runIn(image, defects, ...rest));
	const [first] = runs;
	if (first === undefined) throw new RangeError('no defects');
	const all = runs.map(({results}) => results);
	const builds = new Map(all.flatMap(each => each.builds).map(each => [each.id, each]));
	return {
		...first,
		results: {
			...first.results,
			images: all.flatMap(({images}) => images),
			builds: [...builds.values()],
			cells: all.flatMap(({cells}) => cells),
		},
	};
};

export const cellOf = (defect: Defect, cells: readonly CellResult[]): CellResult | undefined =>
	cells.find(cell => cell.runtime === buildOf(defect).id && isCellOf(defect, cell));

/** What was wrong. Undefined if its cell caught it, on its layer. */
export const missed = ({layer}: Defect, cell: CellResult | undefined): string | undefined => {
	if (cell === undefined) return 'its cell was not run';
	if (cell.outcome !== 'fail') return `its cell is ${cell.outcome}: ${cell.reason ?? 'nothing was wrong'}`;
	if (!cell.unexpected) return `its cell is excused by the known issue ${cell.knownIssue?.id}: ${cell.reason}`;
	return cell.layer === layer ? undefined : `it is caught on ${cell.layer}, not on ${layer}: ${cell.reason}`;
};

/** The causes of the defect's build. A possible consequence of another cause does not count. */
export const causesToldOf = (defect: Defect, results: Results): Cause[] => {
	const {id} = buildOf(defect);
	const cells = results.cells.filter(({runtime}) => runtime === id);
	return causesOf({...results, cells}).filter(({unexpected, possibly}) => unexpected > 0 && possibly === undefined);
};

/**
 * The distance from the blamed party to the right one, in steps from the runtime down. 0 is right. Undefined if nobody
 * is blamed.
 */
export const distance = (defect: Defect, [first]: readonly Cause[]): number | undefined =>
	first && Math.abs(parties.indexOf(first.party) - parties.indexOf(trueParty(defect)));
