// Fetches a base anew. What was built on the one before it is forgotten, so that the next run builds it again.
import {findImage, untagImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import {fetchBase, keptBase, type ResolvedBase, type Supply} from './base.ts';
import type {ImageDefinition} from './definition.ts';
import {imageRef} from './ensure.ts';

export type Refreshed = {base: ResolvedBase; change: 'new' | 'unchanged' | 'changed'};

/** @throws ImageUnavailable; then the base that is kept stays */
export const refreshBase = async (
	supply: Supply,
	definition: ImageDefinition,
	tools: ImageDefinition,
	onStep: (step: string) => void,
): Promise<Refreshed> => {
	const before = await keptBase(supply.docker, definition.bases);
	const base = await fetchBase(supply, definition, onStep);
	const ref = await imageRef(definition, tools);
	const image = await findImage(supply.docker, ref);
	if (image && image.labels[label.baseId] !== base.id) {
		for (const each of [ref, `${ref}-built`]) await untagImage(supply.docker, each);
	}
	if (before === undefined) return {base, change: 'new'};
	return {base, change: before.id === base.id ? 'unchanged' : 'changed'};
};
