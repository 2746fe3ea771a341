// Selects cells by their ids, as reports print them. For an id that is no cell, finds the nearest ids.
import type {Lock} from '../model/axes.ts';
import {UsageError} from '../model/usage-error.ts';
import {didYouMean, nearest} from '../support/nearest.ts';

/** The parts that an id can be made of. */
export type CellSpace = {
	images: readonly string[];
	builds: readonly string[];
	scenarios: readonly {id: string; locks: readonly Lock[]; destination?: string | undefined}[];
};

export type ChosenCells = {
	images: string[];
	scenarios: string[];
	locks: Lock[];
	isWanted: (cell: {id: string}) => boolean;
};

/** The id itself if there is such a cell; else the nearest ids, part by part. */
const candidates = (id: string, {images, builds, scenarios}: CellSpace): string[] => {
	const [image = '', build = '', lock = '', name = ''] = id.split('/');
	const like = (part: string, all: readonly string[]) => (all.includes(part) ? [part] : nearest(part, all));
	const near = new Set(
		like(
			name,
			scenarios.map(each => each.id),
		),
	);
	return scenarios
		.filter(scenario => near.has(scenario.id))
		.flatMap(scenario => {
			const locks = like(lock, scenario.locks);
			return like(image, images).flatMap(first =>
				like(build, builds).flatMap(second =>
					(locks.length === 0 ? scenario.locks : locks).map(third => [first, second, third, scenario.id].join('/')),
				),
			);
		});
};

export const noSuchCell = (id: string, near: readonly string[], where: string): UsageError =>
	new UsageError(
		`there is no cell "${id}"`,
		[...didYouMean(near), `A cell is IMAGE/BUILD/LOCK/SCENARIO; ${where}`].join('\n'),
	);

/** @throws UsageError with an id that is no cell, and the nearest ids that are */
export const chooseCells = (ids: readonly string[], space: CellSpace): ChosenCells => {
	for (const id of ids) {
		const near = candidates(id, space);
		if (!near.includes(id)) {
			const where = '`netlock list` shows all. A build of your own is named with --runtime or --criu, too.';
			throw noSuchCell(id, near, where);
		}
	}
	const parts = ids.map(id => id.split('/'));
	const scenarios = [...new Set(parts.map(([, , , scenario = '']) => scenario))];
	const destinations = space.scenarios.flatMap(({id, destination}) =>
		destination !== undefined && scenarios.includes(id) ? [destination] : [],
	);
	const wanted = new Set(ids);
	return {
		// A cell is planned only if its destination is selected too.
		images: [...new Set([...parts.map(([image = '']) => image), ...destinations])],
		scenarios,
		locks: [...new Set(parts.map(([, , lock]) => lock as Lock))],
		isWanted: ({id}) => wanted.has(id),
	};
};
