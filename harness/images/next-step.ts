// Decides the next step for an image from the state of the engine. Pure: `netlock doctor` shows the step, ensure.ts
// takes it.
import type {EngineImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {ImageStep} from '../model/step.ts';
import {type BasesView, chooseBase} from './base.ts';
import {baseName} from './bases.ts';
import type {ImageDefinition} from './definition.ts';

export type ReadyImage = {
	ref: string;
	digest: string;
	base: string;
	/** Why the bases before it are unavailable. */
	passedOver: string[];
	facts: ImageFacts;
};

/** The state of an image and its inputs on the engine. */
export type ImageView = {
	/** Name of the image. */
	ref: string;
	/** Kernel of the engine's machine. */
	kernel: string;
	image: EngineImage | undefined;
	/** Facts of the image. Undefined when it was not measured. */
	facts: ImageFacts | undefined;
	/** Whether it was built but never measured, because a run was stopped in between. */
	isBuilt: boolean;
	hasTools: boolean;
	bases: BasesView;
};

/** The same for the image of tools. It has no facts, and is built without tools. */
export type ToolsView = Pick<ImageView, 'ref' | 'bases'> & {isBuilt: boolean};

export type Ready<Value> = {kind: 'ready'; image: Value};

const passedOverIn = (labels: Record<string, string>): string[] =>
	(labels[label.passedOver] ?? '').split('\n').filter(each => each !== '');

const fetchStep = (definition: ImageDefinition, bases: BasesView): ImageStep | undefined => {
	const choice = chooseBase(definition, bases);
	return 'fetch' in choice ? {kind: 'base', name: baseName(choice.fetch)} : undefined;
};

/** @throws ImageUnavailable when none of its bases is available */
export const nextStep = (definition: ImageDefinition, view: ImageView): ImageStep | Ready<ReadyImage> => {
	const {ref, kernel, image, facts, isBuilt, hasTools, bases} = view;
	// Facts are valid only for the kernel on which they were measured.
	if (image && facts?.kernel === kernel) {
		const {id: digest, labels} = image;
		return {
			kind: 'ready',
			image: {ref, digest, base: labels[label.base] ?? '', passedOver: passedOverIn(labels), facts},
		};
	}
	if (image || isBuilt) return {kind: 'measure'};
	return fetchStep(definition, bases) ?? (hasTools ? {kind: 'build'} : {kind: 'tools'});
};

/** @throws ImageUnavailable when none of its bases is available */
export const nextToolsStep = (tools: ImageDefinition, {ref, isBuilt, bases}: ToolsView): ImageStep | Ready<string> =>
	isBuilt ? {kind: 'ready', image: ref} : (fetchStep(tools, bases) ?? {kind: 'build'});
