// What of a lock is left, and where: in the container's network namespace, and in the sandbox's own.

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

/** The same while the container is gone, which only a network namespace that outlives it allows. */
export const nothingIsLeftOutside = async (context: CellContext, {topology: {network}}: Instance): Promise<void> => {
	if (network.kind === 'private') throw new EvidenceMissing('this network namespace does not outlive its container');
	// That of the host outlives every container, and is looked at once.
	if (network.kind === 'host') await nothingIsLeftIn(context, 'the sandbox’s own network namespace');
	else await nothingIsLeft(context, network.path);
};
