// Makes sure that images are on the engine, two builds at a time; one that cannot be had is a `miss`, with the reason.
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {type ImageDefinition, toolsDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools} from '../images/ensure.ts';
import type {PlannedImage} from '../plan/cells.ts';
import {Places} from './places.ts';
import {project} from './project.ts';

/** Told what is being done: which image, which step. */
export type OnPreparing = (subject: string, step: string, detail?: 'output') => void;

/** Each compiles on all processors now and then, and waits for the network in between. */
const buildsAtATime = 2;

const readyImage = async (
	docker: Docker,
	definition: ImageDefinition,
	tools: string,
	onStep: OnPreparing,
): Promise<PlannedImage> => {
	const {id, title} = definition;
	try {
		const ready = await ensureImage(docker, definition, tools, (step, detail) => onStep(id, step, detail));
		return {id, title, state: 'ready', ...ready};
	} catch (error) {
		if (!(error instanceof ImageUnavailable)) throw error;
		onStep(id, `not to be had: ${error.message}`);
		return {id, title, state: 'miss', reason: error.shortMessage};
	}
};

/** In the order of `definitions`. @throws EngineError when an image that is there cannot be measured */
export const readyImages = async (
	docker: Docker,
	definitions: readonly ImageDefinition[],
	onStep: OnPreparing,
): Promise<PlannedImage[]> => {
	const tools = await ensureTools(docker, await toolsDefinition(project.images), (step, detail) =>
		onStep('tools', step, detail),
	);
	const places = new Places(buildsAtATime);
	return Promise.all(
		definitions.map(async definition => {
			await places.enter();
			return readyImage(docker, definition, tools, onStep).finally(() => places.leave());
		}),
	);
};
