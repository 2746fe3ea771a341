// The parts under test: binaries, and what was compiled or fetched for each image. A runtime that ran with two CRIUs
// has two columns but is one part.
import type {BuildResult, PartResult} from '../model/build-result.ts';
import {groupsOf} from '../support/groups-of.ts';

export type PartPlace = {
	image: string;
	version: string;
	/** sha256 of the executable and of its sources; KCIDB's patchset hash. */
	digest?: string | undefined;
	source?: string | undefined;
	patchset?: string | undefined;
	/** Default lock of a CRIU. */
	defaultLock?: string | undefined;
};

export type PartUnderTest = {
	/** Its name in a column: `crun@fix`, `criu@source`. */
	id: string;
	from: string;
	places: PartPlace[];
};

export const partsUnderTest = (builds: readonly BuildResult[]): PartUnderTest[] => {
	const parts = builds.flatMap(build => {
		const [runtime = '', ...others] = build.id.split('+');
		const named = (name: string): string => others.find(each => each.startsWith(`${name}@`)) ?? name;
		return [
			...(build.source === 'package' ? [] : [describe(runtime, build)]),
			...(build.criu === undefined ? [] : [describe(named('criu'), build.criu, build.criu.facts)]),
			...(build.podman === undefined ? [] : [describe(named('podman'), build.podman)]),
			...(build.libcriu === undefined ? [] : [describe(named('libcriu'), build.libcriu)]),
		];
	});
	return groupsOf(parts, ({id}) => id).map(({first, all}) => ({...first, places: merge(all)}));
};

/** Merges the columns of a part: it may have run in an image with one CRIU and not with another. */
const merge = (same: PartUnderTest[]): PartPlace[] => [
	...new Map(same.flatMap(({places}) => places.map(place => [place.image, place]))).values(),
];

const describe = (
	id: string,
	{source, path, variables = [], digest, made, versions}: PartResult,
	facts: NonNullable<BuildResult['criu']>['facts'] = {},
): PartUnderTest => {
	return {
		id,
		from: [source, path, ...variables].filter(Boolean).join(' '),
		places: Object.entries(versions).map(([image, version]) => ({
			image,
			version: shortVersion(version),
			digest: made?.[image]?.digest ?? digest,
			source: made?.[image]?.source,
			patchset: made?.[image]?.patchset,
			defaultLock: facts[image] && (facts[image].defaultLock ?? 'not measurable'),
		})),
	};
};

/** The image's own runtimes in the run, each once: name → version. */
export const ownRuntimes = (builds: readonly BuildResult[], image: string): Map<string, string | undefined> =>
	new Map(
		builds
			.filter(({source}) => source === 'package')
			.map(({runtime, versions}) => [runtime, versions[image] && shortVersion(versions[image])]),
	);

/** `crun version 1.21` → `1.21`, `Version: 4.2` → `4.2` */
export const shortVersion = (line: string): string => line.replace(/^(\w+ version |Version: )/, '');

/** Enough digits to tell two builds apart. results.json has all of them. */
export const shortDigest = (digest: string | undefined): string => digest?.slice(0, 12) ?? '';
