// Checks that nothing is left of a lock, in the container's network namespace and in the sandbox's own.

import type {CellContext} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import {lockInNamespace} from '../inspect.ts';
import type {Instance} from '../instance.ts';

const nothingIsLeftIn = async (context: CellContext, where: string, namespace?: string): Promise<void> => {
	const {objects} = await lockInNamespace(context, namespace);
	if (objects.length > 0) throw new Disagreement('kernel', `left behind in ${where}: ${objects.join(', ')}`);
};

/** @throws Disagreement that names what is left */
export const nothingIsLeft = async (context: CellContext, containerNamespace: string): Promise<void> => {
	await nothingIsLeftIn(context, 'the container’s network namespace', containerNamespace);
	await nothingIsLeftIn(context, 'the sandbox’s own network namespace');
};

/** The same while the container is dumped. Needs a network namespace that outlives the container. */
export const nothingIsLeftOutside = async (context: CellContext, {topology: {network}}: Instance): Promise<void> => {
	if (network.kind === 'private') throw new EvidenceMissing('this network namespace does not outlive its container');
	// The host's namespace outlives every container. It is checked only once.
	if (network.kind === 'host') await nothingIsLeftIn(context, 'the sandbox’s own network namespace');
	else await nothingIsLeft(context, network.path);
};
