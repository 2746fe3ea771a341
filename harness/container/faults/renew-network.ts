// Replaces the network of a dumped container by a new one: same name and addresses, another network namespace.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';

export const renewNetwork = async (context: CellContext, {topology}: Instance): Promise<void> => {
	const {setUp, tearDown, name} = topology;
	if (setUp === undefined || tearDown === undefined) {
		throw new EvidenceMissing(`the ${name} network ends with the container: there is nothing to renew`);
	}
	const {exit, stderr} = await shell(context, `${tearDown} && ${setUp}`);
	if (exit !== 0) throw new EvidenceMissing(`the ${name} network could not be renewed`, stderr);
};
