// Asks which images are ready, without building, pulling or measuring any.
import type {Supply} from '../images/base.ts';
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
export const toolsState = (supply: Supply, tools: ImageDefinition): Promise<Pending | {state: 'ready'; ref: string}> =>
	orNext(ensureTools(supply, tools, refuse).then(ref => ({state: 'ready' as const, ref})));

export const imageState = (supply: Supply, definition: ImageDefinition, tools: ImageDefinition): Promise<ImageState> =>
	orNext(
		ensureImage(supply, definition, tools, async () => refuse('build'), refuse).then(image => ({
			state: 'ready' as const,
			image,
		})),
	);
