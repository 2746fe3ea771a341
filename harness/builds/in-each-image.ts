// Every build in every image, two at a time: also one build in two images, so that a tree compiles in both at once.
import pMap from 'p-map';
import {ImageUnavailable} from '../engine/errors.ts';
import {BuildError, LibraryMissing} from './errors.ts';

/** A build is compiled and measured mostly on one processor. */
const atATime = 2;

type Reason = BuildError | ImageUnavailable;

export type Row<Build, Value> = {
	build: Build;
	/** By image. */
	made: [string, Value][];
	/** Images in which the build cannot be made, and why. */
	unavailable: [string, Reason][];
};

const isReason = (error: unknown): error is Reason => error instanceof BuildError || error instanceof ImageUnavailable;

/**
 * A row for each build, in their order. Once anything fails, nothing more is begun, and what is under way comes to its end.
 * @throws the first failure; the first reason of a build that somebody named and that can be made in none of the images
 */
export const inEachImage = async <Build, Image extends {id: string}, Value>(
	builds: readonly Build[],
	images: readonly Image[],
	make: (build: Build, image: Image) => Promise<Value>,
	/** One that nobody asked for by name. */
	isOptional: (build: Build) => boolean = () => false,
): Promise<Row<Build, Value>[]> => {
	const rows = builds.map((build): Row<Build, Value> => ({build, made: [], unavailable: []}));
	/** By what failed, in the order of builds and images: two are under way at a time, and any may end first. */
	const failures: [order: number, error: unknown][] = [];
	const pairs = rows.flatMap(row => images.map(image => ({row, image})));
	await pMap(
		pairs,
		async ({row, image}, order) => {
			if (failures.length > 0) return;
			try {
				row.made.push([image.id, await make(row.build, image)]);
			} catch (error) {
				// A library that is missing in one image: what was given is to be tested in all of them.
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
	// As images are named, not as they came to an end.
	const place = new Map(images.map(({id}, index) => [id, index]));
	const byImage = ([a]: [string, unknown], [b]: [string, unknown]): number => (place.get(a) ?? 0) - (place.get(b) ?? 0);
	return rows.map(({build, made, unavailable}) => ({
		build,
		made: made.toSorted(byImage),
		unavailable: unavailable.toSorted(byImage),
	}));
};
