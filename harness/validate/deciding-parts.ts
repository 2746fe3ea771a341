// Every part that decides what a cell shows, by version and digest: the runtime, CRIU and libcriu of both sides, in each image.
import type {BuildResult} from '../model/build-result.ts';
import type {ImageFacts} from '../model/facts.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import type {Results} from '../model/results.ts';

const named = (name: string, version: string | undefined, digest: string | undefined): string =>
	`${name} ${version ?? 'unknown'} (sha256 ${digest?.slice(0, 12) ?? 'unknown'})`;

const versionIn = (line: string | undefined): string | undefined => line?.replace(/^(\w+ version |Version: )/, '');

const runtimeOf = ({runtime, made, digest, versions}: BuildResult, image: string, facts: ImageFacts): string => {
	const own = facts.runtimes[runtime];
	return named(runtime, versionIn(versions[image]) ?? own?.version, made?.[image]?.digest ?? digest ?? own?.digest);
};

const partsOf = (build: BuildResult, image: string, facts: ImageFacts): string => {
	const criu = build.criu?.facts[image] ?? facts.criu;
	// A libcriu that came along with CRIU is of its version.
	const isOwn = criu.libcriu === facts.criu.libcriu;
	const libcriu = isOwn ? libcriuVersion(facts) : criu.version;
	return [
		runtimeOf(build, image, facts),
		named('CRIU', criu.version, criu.digest),
		named('libcriu', libcriu, criu.libcriu),
	].join(', ');
};

/** A line for each image and side. `after`: id of the build with the patch. */
export const decidingParts = ({images, builds}: Pick<Results, 'images' | 'builds'>, after: string): string[] =>
	images.flatMap(({id, facts}) =>
		facts === undefined
			? []
			: builds.map(build => `${id}, ${build.id === after ? 'with' : 'without'}: ${partsOf(build, id, facts)}`),
	);
