// What is to be done next for an image, from what the engine has of it. Pure: `netlock doctor` asks it, and ensure.ts does it.
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

/** What the engine has of an image, and of what it is built with. */
export type ImageView = {
	/** Name of the image. */
	ref: string;
	/** The engine's. */
	kernel: string;
	image: EngineImage | undefined;
	/** What was measured of that image; undefined when it was not. */
	facts: ImageFacts | undefined;
	/** Whether it is built and was never measured: of a run that was stopped in between. */
	isBuilt: boolean;
	hasTools: boolean;
	bases: BasesView;
};

/** The same of the image of tools, which has no facts and is built with no tools. */
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
	// Facts hold for the kernel that they were measured on.
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
