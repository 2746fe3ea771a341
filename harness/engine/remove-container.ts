// Removes a container of netlock's. All code that removes one does it here: the container may be frozen, have volumes, or
// be on its way out.
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

/** Removes a container with its volumes, whatever it does. Waits for a while if another process is removing it. */
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
