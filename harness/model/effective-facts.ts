// What is true in a cell's sandbox: the image's facts, but for what the column under test puts in the place of its parts.

import type {RuntimeName} from './axes.ts';
import type {ImageFacts, RuntimeFacts} from './facts.ts';

/** Measured with what replaces it; absent where the image's own is used. */
export type Replaced = {
	runtime?: RuntimeFacts;
	criu?: ImageFacts['criu'];
	/** What was made and does not even start there: the product's failure, in words. */
	broken?: string;
	/** Whether libcriu is replaced too: the image's package of it then says nothing. */
	libcriu?: boolean;
};

const withoutLibcriu = (packages: ImageFacts['packages']): ImageFacts['packages'] =>
	Object.fromEntries(Object.entries(packages).filter(([name]) => name !== 'libcriu2' && name !== 'criu-libs'));

export const effectiveFacts = (
	facts: ImageFacts,
	name: RuntimeName,
	{runtime, criu, libcriu}: Replaced,
): ImageFacts => ({
	...facts,
	...(runtime && {runtimes: {...facts.runtimes, [name]: runtime}}),
	...(criu && {criu}),
	...(libcriu && {packages: withoutLibcriu(facts.packages)}),
});
