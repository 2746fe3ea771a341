// Columns of the matrix: every runtime with every CRIU, libcriu and podman, and one column that netlock adds itself.
import type {RuntimeName} from '../model/axes.ts';
import {UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import type {NamedPart, NamedRuntime, Part} from './part.ts';

/** One column of the matrix. */
export type Build = {
	id: string;
	runtime: RuntimeName;
	from: Part;
	criu: Part;
	/** Absent: the libcriu of the image, or the one that comes with the CRIU under test. */
	libcriu?: Part;
	/** Absent: the podman of the image. Only scenarios with podman differ by it. */
	podman?: Part;
	/**
	 * netlock added this column. It runs the core scenarios and the smoke set, and is left out of images that cannot have
	 * it.
	 */
	isSample?: true;
	/** Where it cannot be had, its cells are a `miss`, and the other columns run. */
	isOptional?: true;
};

export const packagedLibcriu: NamedPart = {source: 'package', id: 'libcriu'};
const packagedPodman: NamedPart = {source: 'package', id: 'podman'};

/**
 * The last libcriu that sets the lock in the request before it looks at the value. crun 1.19 forces iptables with it.
 */
const oldLibcriu: NamedPart = {source: 'image', image: 'debian-bookworm', id: 'libcriu@debian-bookworm'};

/** Other parts that a column may replace. */
type Others = {libcriu?: NamedPart; podman?: NamedPart};

const isReplaced = (part: NamedPart | undefined): part is NamedPart => part !== undefined && part.source !== 'package';

const withoutId = ({id: _, amongOthers: __, ...part}: NamedPart): Part => part;

/** A runtime with a CRIU, a libcriu and a podman. */
export const column = (
	{id, runtime, amongOthers, ...from}: NamedRuntime,
	criu: NamedPart,
	{libcriu, podman}: Others = {},
): Build => ({
	id: [id, ...[criu, libcriu, podman].filter(isReplaced).map(part => part.id)].join('+'),
	runtime,
	from,
	criu: withoutId(criu),
	...(isReplaced(libcriu) && {libcriu: withoutId(libcriu)}),
	...(isReplaced(podman) && {podman: withoutId(podman)}),
	...((amongOthers || criu.amongOthers || libcriu?.amongOthers) && {isOptional: true}),
});

/**
 * The same column with the old libcriu. Empty for a runtime that does not use libcriu, and for a column that names its
 * own.
 */
export const sampleOf = (build: Build): Build[] => {
	const {id, ...part} = oldLibcriu;
	return runtimes[build.runtime].usesLibcriu && build.libcriu === undefined
		? [{...build, id: `${build.id}+${id}`, libcriu: part, isSample: true, isOptional: true}]
		: [];
};

/** Whether netlock adds samples: if no libcriu is named, for a named one is tested in every column. */
export const hasSample = (libcrius: readonly string[]): boolean => libcrius.length === 0;

/** @throws UsageError when two columns would have the same name */
export const columns = (
	runtimes: readonly NamedRuntime[],
	crius: readonly NamedPart[],
	libcrius: readonly NamedPart[] = [packagedLibcriu],
	podmans: readonly NamedPart[] = [packagedPodman],
): Build[] => {
	const others = libcrius.flatMap(libcriu => podmans.map(podman => ({libcriu, podman})));
	const builds = runtimes.flatMap(runtime => crius.flatMap(criu => others.map(each => column(runtime, criu, each))));
	const twice = builds.find(({id}, index) => builds.findIndex(each => each.id === id) !== index);
	if (twice === undefined) return builds;
	throw new UsageError(`two builds are called ${twice.id}`, 'Name them: --runtime crun=LABEL@PATH, --criu LABEL@PATH');
};
