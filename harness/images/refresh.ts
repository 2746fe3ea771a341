// Fetches a base again. Images on the old one lose their names, so the next run builds them again.
import {findImage, untagImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import type {OnStep} from '../model/step.ts';
import {type ResolvedBase, resolveBase, storedBase} from './base.ts';
import type {ImageDefinition} from './definition.ts';
import type {Supply} from './supply.ts';
import {builtRef, imageRef} from './view.ts';

export type Refreshed = {base: ResolvedBase; change: 'new' | 'unchanged' | 'changed'};

/** @throws ImageUnavailable; the old base stays then */
export const refreshBase = async (
	supply: Supply,
	definition: ImageDefinition,
	tools: ImageDefinition,
	onStep: OnStep,
): Promise<Refreshed> => {
	const before = await Promise.all(definition.bases.map(each => storedBase(supply.docker, each)));
	const base = await resolveBase(supply, definition, onStep, {anew: true});
	const ref = await imageRef(definition, tools);
	const image = await findImage(supply.docker, ref);
	if (image && image.labels[label.baseId] !== base.id) {
		for (const each of [ref, builtRef(ref)]) await untagImage(supply.docker, each);
	}
	const same = before.find(each => each?.ref === base.ref);
	if (same === undefined) return {base, change: 'new'};
	return {base, change: same.id === base.id ? 'unchanged' : 'changed'};
};
