// Removes a container of netlock's. The one way to do it: for sandboxes whose cell has ended, and for sweeps.
import type Docker from 'dockerode';
import {limits} from '../support/limits.ts';
import {until} from '../support/until.ts';
import {thaw} from './thaw.ts';

type Refusal = {statusCode?: number};

const isGone = (container: Docker.Container): Promise<boolean> =>
	container.inspect().then(
		() => false,
		({statusCode}: Refusal) => statusCode === 404,
	);

/** Removes a container with its volumes, whatever it does. Afterwards it is gone, also if another process removed it. */
export const removeContainer = async (container: Docker.Container): Promise<void> => {
	thaw(container.id);
	try {
		await container.remove({force: true, v: true});
	} catch (error) {
		const {statusCode} = error as Refusal;
		if (statusCode === 404) return;
		if (statusCode !== 409) throw error;
		await until(() => isGone(container), {limitMs: limits.removalMs});
	}
};
