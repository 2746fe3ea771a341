// Checks that nothing is left of a lock, in the container's network namespace and in the sandbox's own.

import type {CellContext} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import {locksIn} from '../inspect.ts';
import type {Instance} from '../instance.ts';

/** Without a container's namespace, looks only at the sandbox's own. @throws Disagreement that names what is left */
export const nothingIsLeft = async (context: CellContext, containerNamespace?: string): Promise<void> => {
	const found = await locksIn(context, containerNamespace);
	const [inSandbox, inContainer] = found.map(({objects}) => objects.join(', ')).reverse();
	if (inContainer) throw new Disagreement('kernel', `left behind in the container’s network namespace: ${inContainer}`);
	if (inSandbox) throw new Disagreement('kernel', `left behind in the sandbox’s own network namespace: ${inSandbox}`);
};

/** The same while the container is dumped. Needs a network namespace that outlives the container. */
export const nothingIsLeftOutside = async (context: CellContext, {topology: {network}}: Instance): Promise<void> => {
	if (network.kind === 'private') throw new EvidenceMissing('this network namespace does not outlive its container');
	// The host's namespace outlives every container. It is checked only once.
	await nothingIsLeft(context, network.kind === 'host' ? undefined : network.path);
};
