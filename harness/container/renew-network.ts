// The network of a container that is gone, made anew: the same name and addresses, another network namespace.
import {EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';
import {type Lab, shell} from './lab.ts';

export const renewNetwork = async (lab: Lab, {topology}: Instance): Promise<void> => {
	const {setUp, tearDown, name} = topology;
	if (setUp === undefined || tearDown === undefined) {
		throw new EvidenceMissing(`the ${name} network ends with the container: there is nothing to renew`);
	}
	const {exit, stderr} = await shell(lab, `${tearDown} && ${setUp}`);
	if (exit !== 0) throw new EvidenceMissing(`the ${name} network could not be renewed`, stderr);
};
