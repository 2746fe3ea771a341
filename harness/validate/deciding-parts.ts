// Lists every part that a cell's outcome depends on, with version and digest: runtime, CRIU and libcriu of both builds,
// in each image.
import type {BuildResult} from '../model/build-result.ts';
import type {ImageFacts} from '../model/facts.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import type {Results} from '../model/results.ts';
import {shortVersion} from '../report/builds.ts';

const named = (name: string, version: string | undefined, digest: string | undefined): string =>
	`${name} ${version ?? 'unknown'} (sha256 ${digest?.slice(0, 12) ?? 'unknown'})`;

const runtimeOf = ({runtime, made, digest, versions}: BuildResult, image: string, facts: ImageFacts): string => {
	const own = facts.runtimes[runtime];
	const line = versions[image];
	const version = line === undefined ? own?.version : shortVersion(line);
	return named(runtime, version, made?.[image]?.digest ?? digest ?? own?.digest);
};

/** The libcriu of a column: its own, else the one of its CRIU, else the image's. */
const libcriuOf = ({libcriu, criu}: BuildResult, image: string, facts: ImageFacts): string => {
	if (libcriu) return named('libcriu', libcriu.versions[image], libcriu.made?.[image]?.digest ?? libcriu.digest);
	const own = criu?.facts[image] ?? facts.criu;
	const cameAlong = own.libcriu !== facts.criu.libcriu;
	return named('libcriu', own.libcriuVersion ?? (cameAlong ? own.version : libcriuVersion(facts)), own.libcriu);
};

const partsOf = (build: BuildResult, image: string, facts: ImageFacts): string => {
	const criu = build.criu?.facts[image] ?? facts.criu;
	return [
		runtimeOf(build, image, facts),
		named('CRIU', criu.version, criu.digest),
		libcriuOf(build, image, facts),
	].join(', ');
};

/** A line for each image and build. `after`: ids of the builds with the patch. */
export const decidingParts = (
	{images, builds}: Pick<Results, 'images' | 'builds'>,
	after: readonly string[],
): string[] =>
	images.flatMap(({id, facts}) =>
		facts === undefined
			? []
			: builds.map(build => `${id}, ${after.includes(build.id) ? 'with' : 'without'}: ${partsOf(build, id, facts)}`),
	);
