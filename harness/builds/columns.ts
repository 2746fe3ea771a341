// Columns of the matrix: every runtime with every CRIU and every libcriu, and the column that netlock adds by itself.
import type {RuntimeName} from '../model/axes.ts';
import {UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import type {NamedPart, NamedRuntime, Part} from './request.ts';

/** One column of the matrix. */
export type Build = {
	id: string;
	runtime: RuntimeName;
	from: Part;
	criu: Part;
	/** Absent: the image's own, or the one that comes with CRIU. */
	libcriu?: Part;
	/** A column that nobody named: it runs the core scenarios and the smoke set, and is left out where it cannot be had. */
	isSample?: true;
};

export const packagedLibcriu: NamedPart = {source: 'package', id: 'libcriu'};

/** The last libcriu that sets the lock in the request before it looks at the value: crun 1.19 forces iptables with it. */
const oldLibcriu: NamedPart = {source: 'image', image: 'debian-bookworm', id: 'libcriu@debian-bookworm'};

/** A runtime with a CRIU and a libcriu. */
export const column = (
	{id, runtime, ...from}: NamedRuntime,
	{id: criuId, ...criu}: NamedPart,
	{id: libcriuId, ...libcriu}: NamedPart = packagedLibcriu,
): Build => ({
	id: [id, ...(criu.source === 'package' ? [] : [criuId]), ...(libcriu.source === 'package' ? [] : [libcriuId])].join(
		'+',
	),
	runtime,
	from,
	criu,
	...(libcriu.source !== 'package' && {libcriu}),
});

/** The same column with the old libcriu; none for a runtime that has no use for it, or that has been given another. */
export const sampleOf = (build: Build): Build[] => {
	const {id, ...part} = oldLibcriu;
	return runtimes[build.runtime].usesLibcriu && build.libcriu === undefined
		? [{...build, id: `${build.id}+${id}`, libcriu: part, isSample: true}]
		: [];
};

/** @throws UsageError when two would bear one name */
export const columns = (
	runtimes: readonly NamedRuntime[],
	crius: readonly NamedPart[],
	libcrius: readonly NamedPart[] = [packagedLibcriu],
): Build[] => {
	const builds = runtimes.flatMap(runtime =>
		crius.flatMap(criu => libcrius.map(libcriu => column(runtime, criu, libcriu))),
	);
	const twice = builds.find(({id}, index) => builds.findIndex(each => each.id === id) !== index);
	if (twice === undefined) return builds;
	throw new UsageError(`two builds are called ${twice.id}`, 'Name them: --runtime crun=LABEL@PATH, --criu LABEL@PATH');
};
