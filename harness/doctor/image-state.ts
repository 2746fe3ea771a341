// Asks which images are ready, without building, pulling or measuring any.
import type Docker from 'dockerode';
import type {ImageDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools, type ReadyImage} from '../images/ensure.ts';

/** `next`: what would have to be done first, `base …`, `build` or `measure …`. */
export type Pending = {state: 'pending'; next: string};
export type ImageState = Pending | {state: 'ready'; image: ReadyImage};

class WouldAct extends Error {
	step: string;
	constructor(step: string) {
		super(`would ${step}`);
		this.step = step;
	}
}

const refuse = (step: string): never => {
	throw new WouldAct(step);
};

const orNext = async <Value>(ensure: Promise<Value>): Promise<Value | Pending> => {
	try {
		return await ensure;
	} catch (error) {
		if (error instanceof WouldAct) return {state: 'pending', next: error.step};
		throw error;
	}
};

/** The image of tools that every other one is built with. */
export const toolsState = (docker: Docker, tools: ImageDefinition): Promise<Pending | {state: 'ready'; ref: string}> =>
	orNext(ensureTools(docker, tools, refuse).then(ref => ({state: 'ready' as const, ref})));

/** `tools`: reference of the tools' image; undefined when it is not there, so that no image can be ready. */
export const imageState = (
	docker: Docker,
	definition: ImageDefinition,
	tools: string | undefined,
): Promise<ImageState> =>
	orNext(
		ensureImage(docker, definition, tools ?? 'netlock/tools:none', refuse).then(image => ({
			state: 'ready' as const,
			image,
		})),
	);
