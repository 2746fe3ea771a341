// The matrix that every report draws: axes in the order of the run, the cell at each coordinate, and counts. Every
// report has a row per scenario, a column per image, and in each square the locks of every runtime.
import {type Coordinates, cellId, type Lock, locks} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {ImageResult, Results} from '../model/results.ts';
import {type Status, statuses, statusOf} from './status.ts';

/** One value of an axis. `id`: as typed on the command line. */
export type AxisValue = {id: string; title: string};

/** Images that are unavailable for one reason. */
export type MissingImages = {reason: string; images: AxisValue[]; cells: number};

export type Matrix = {
	/** Available images only: a column of an unavailable one would say nothing. */
	images: AxisValue[];
	missing: MissingImages[];
	/** Column names of builds: `crun`, `crun@label`. */
	runtimes: AxisValue[];
	locks: Lock[];
	scenarios: AxisValue[];
	/** The cell at the coordinates. Undefined when none was planned. */
	at: (coordinates: Coordinates) => CellResult | undefined;
	counts: Record<Status, number>;
	/** Cells that fail the run, the most important first. */
	unexpected: CellResult[];
};

export const toMatrix = (results: Results): Matrix => {
	const {cells} = results;
	const byId = new Map(cells.map(cell => [cellId(cell), cell]));
	const runtimes = results.builds.map(({id}) => ({id, title: id}));
	const usedLocks = new Set(cells.map(({lock}) => lock));
	const images = axis(results.images, cells, 'image');
	return {
		images: images.filter(({id}) => !isMissing(results, id)),
		missing: groupMissing(
			results,
			images.filter(({id}) => isMissing(results, id)),
		),
		runtimes: axis(runtimes, cells, 'runtime'),
		locks: locks.filter(lock => usedLocks.has(lock)),
		scenarios: axis(results.scenarios, cells, 'scenario'),
		at: coordinates => byId.get(cellId(coordinates)),
		counts: countStatuses(cells),
		unexpected: cells.filter(({unexpected}) => unexpected).toSorted(bySeverity),
	};
};

export const countStatuses = (cells: readonly CellResult[]): Record<Status, number> => {
	const counts = Object.fromEntries(statuses.map(status => [status, 0])) as Record<Status, number>;
	for (const cell of cells) {
		counts[statusOf(cell)]++;
	}
	return counts;
};

const imageOf = (results: Results, id: string): ImageResult | undefined =>
	results.images.find(image => image.id === id);

export const isMissing = (results: Results, image: string): boolean => imageOf(results, image)?.state === 'miss';

const groupMissing = (results: Results, missing: AxisValue[]): MissingImages[] => {
	const reasonOf = ({id}: AxisValue) => imageOf(results, id)?.reason ?? 'no reason recorded';
	return [...Map.groupBy(missing, reasonOf)].map(([reason, images]) => ({
		reason,
		images,
		cells: results.cells.filter(({image}) => images.some(({id}) => id === image)).length,
	}));
};

const bySeverity = (a: CellResult, b: CellResult): number =>
	statuses.indexOf(statusOf(a)) - statuses.indexOf(statusOf(b));

// A value without cells would give an empty column, so it is left out. A value that is missing in the list is added if
// a cell has it.
const axis = (
	listed: readonly AxisValue[],
	cells: readonly CellResult[],
	key: 'image' | 'runtime' | 'scenario',
): AxisValue[] => {
	const used = new Set(cells.map(cell => cell[key]));
	const known = listed.filter(({id}) => used.has(id)).map(({id, title}) => ({id, title}));
	const knownIds = new Set(known.map(({id}) => id));
	const unlisted = [...used].filter(id => !knownIds.has(id)).map(id => ({id, title: id}));
	return [...known, ...unlisted];
};
