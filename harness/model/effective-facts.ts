// What is true in a cell's sandbox: the image's facts, but for what the column under test puts in the place of its parts.
import {z} from 'zod';
import type {RuntimeName} from './axes.ts';
import {criuFacts, type ImageFacts, podmanFacts, runtimeFacts} from './facts.ts';

/** Measured with what replaces it; absent where the image's own is used. */
export const replaced = z.object({
	runtime: runtimeFacts.exactOptional(),
	criu: criuFacts.exactOptional(),
	/** What was made and does not even start there: the product's failure, in words. */
	broken: z.string().exactOptional(),
	podman: podmanFacts.exactOptional(),
	/** libcriu, where that is replaced: the image's package of it then says nothing. */
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
