// The facts of a cell's sandbox: those of the image, except for parts that the column under test replaces.
import {z} from 'zod';
import type {RuntimeName} from './axes.ts';
import {criuFacts, type ImageFacts, podmanFacts, runtimeFacts} from './facts.ts';

/** Facts of the parts that replace the image's own. Absent: the image's own part is used. */
export const replaced = z.object({
	runtime: runtimeFacts.exactOptional(),
	criu: criuFacts.exactOptional(),
	/** Why a compiled part does not start, in words. That is the product's failure. */
	broken: z.string().exactOptional(),
	podman: podmanFacts.exactOptional(),
	/** The libcriu that replaces the image's own. The image's package then says nothing about it. */
	libcriu: z.object({version: z.string(), digest: z.string().exactOptional()}).exactOptional(),
});
export type Replaced = z.infer<typeof replaced>;

const withoutLibcriu = (packages: ImageFacts['packages']): ImageFacts['packages'] =>
	Object.fromEntries(Object.entries(packages).filter(([name]) => name !== 'libcriu2' && name !== 'criu-libs'));

export const effectiveFacts = (
	facts: ImageFacts,
	name: RuntimeName,
	{runtime, criu, libcriu, podman}: Replaced,
): ImageFacts => ({
	...facts,
	...(runtime && {runtimes: {...facts.runtimes, [name]: runtime}}),
	...(criu && {criu}),
	...(podman && {podman}),
	...(libcriu && {
		packages: withoutLibcriu(facts.packages),
		criu: {...(criu ?? facts.criu), libcriu: libcriu.digest, libcriuVersion: libcriu.version},
	}),
});
