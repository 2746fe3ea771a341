// Makes every build in every image, two at a time. One tree can compile in two images at the same time.
import pMap from 'p-map';
import {ImageUnavailable} from '../engine/errors.ts';
import {BuildError, LibraryMissing} from './errors.ts';

/** Compiling and measuring a build mostly uses one processor. */
const atATime = 2;

type Reason = BuildError | ImageUnavailable;

export type Row<Build, Value> = {
	build: Build;
	/** Image id → the build in that image. */
	made: [string, Value][];
	/** Image id → why the build cannot be made there. */
	unavailable: [string, Reason][];
};

const isReason = (error: unknown): error is Reason => error instanceof BuildError || error instanceof ImageUnavailable;

/**
 * Gives a row for each build, in the order of `builds`. After the first failure nothing more is started; work that has
 * started ends normally.
 * @throws the first failure, or the first reason of a build that the user named and that no image can have
 */
export const inEachImage = async <Build, Image extends {id: string}, Value>(
	builds: readonly Build[],
	images: readonly Image[],
	make: (build: Build, image: Image) => Promise<Value>,
	/** Whether netlock added the build itself. */
	isOptional: (build: Build) => boolean = () => false,
): Promise<Row<Build, Value>[]> => {
	const rows = builds.map((build): Row<Build, Value> => ({build, made: [], unavailable: []}));
	/** Sorted by build and image later: two builds run at a time, and either may end first. */
	const failures: [order: number, error: unknown][] = [];
	const pairs = rows.flatMap(row => images.map(image => ({row, image})));
	await pMap(
		pairs,
		async ({row, image}, order) => {
			if (failures.length > 0) return;
			try {
				row.made.push([image.id, await make(row.build, image)]);
			} catch (error) {
				// A binary under test must run in every image, so a library that one image lacks is a failure.
				if (error instanceof LibraryMissing || !isReason(error)) return void failures.push([order, error]);
				row.unavailable.push([image.id, error]);
				if (row.unavailable.length === images.length && !isOptional(row.build))
					failures.push([order, row.unavailable[0]?.[1]]);
			}
		},
		{concurrency: atATime},
	);
	const [first] = failures.toSorted(([a], [b]) => a - b);
	if (first !== undefined) throw first[1];
	// In the order of `images`, not in the order in which the builds ended.
	const place = new Map(images.map(({id}, index) => [id, index]));
	const byImage = ([a]: [string, unknown], [b]: [string, unknown]): number => (place.get(a) ?? 0) - (place.get(b) ?? 0);
	return rows.map(({build, made, unavailable}) => ({
		build,
		made: made.toSorted(byImage),
		unavailable: unavailable.toSorted(byImage),
	}));
};
