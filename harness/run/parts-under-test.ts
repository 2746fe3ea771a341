// The files of the builds of a plan, with their digests: a run goes on only with the same ones.
import type {ReadyBuild} from '../model/ready-build.ts';
import type {RunPlan} from '../results/plan.ts';
import {sha256OfFile} from '../support/sha256.ts';

const artifactsOf = (builds: readonly ReadyBuild[]) =>
	builds.flatMap(build =>
		Object.values(build.in).flatMap(place => Object.values(place.state === 'ready' ? place.underTest : {})),
	);

/** Path → sha256 of each library that comes with an executable. The artifact itself has only that of the executable. */
export const librariesOf = (builds: readonly ReadyBuild[]): Record<string, string> => {
	const paths = artifactsOf(builds).flatMap(({libcriu, libraries = []}) => [
		...(libcriu === undefined ? [] : [libcriu]),
		...libraries,
	]);
	// A binary from the user is the same file in every image.
	return Object.fromEntries([...new Set(paths)].map(path => [path, sha256OfFile(path) ?? 'unreadable']));
};

/** Paths of executables and libraries that are not what they were when the run began. */
export const changedParts = ({builds, libraries = {}}: Pick<RunPlan, 'builds' | 'libraries'>): string[] => {
	const digests = new Map(artifactsOf(builds).map(({path, digest}) => [path, digest]));
	for (const [path, digest] of Object.entries(libraries)) digests.set(path, digest);
	return [...digests].flatMap(([path, digest]) => (sha256OfFile(path) === digest ? [] : [path]));
};
