// Makes an image ready: it is on the engine, with its facts. It is built once, and reused until an input changes.
import {relabelImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import type {ImageStep, OnStep} from '../model/step.ts';
import {chooseBase, fetchBase, resolveBase} from './base.ts';
import {buildFrom} from './build.ts';
import type {ImageDefinition} from './definition.ts';
import {measure} from './measure.ts';
import {type ImageView, nextStep, type ReadyImage} from './next-step.ts';
import type {Supply} from './supply.ts';
import {builtRef, viewImage, viewTools} from './view.ts';

/** The image of tools: the tap, the workloads and the scripts that every sandbox needs. @throws ImageUnavailable */
export const ensureTools = async (supply: Supply, tools: ImageDefinition, onStep: OnStep): Promise<string> => {
	const {ref, isBuilt} = await viewTools(supply, tools);
	if (isBuilt) return ref;
	const base = await resolveBase(supply, tools, onStep);
	onStep({kind: 'build'});
	await buildFrom(supply.docker, tools, base, ref, {}, onStep);
	return ref;
};

/** `makeTools` gives the name of the image of tools. It builds the image if it is missing. */
export type Means = {
	supply: Supply;
	definition: ImageDefinition;
	makeTools: () => Promise<string>;
	onStep: OnStep;
};

/** Takes one step, and gives the new state of the engine. */
const take = async (
	{kind}: ImageStep,
	view: ImageView,
	{supply, definition, makeTools, onStep}: Means,
): Promise<ImageView> => {
	const {docker} = supply;
	const {ref, image, bases} = view;
	if (kind === 'tools') {
		await makeTools();
		return {...view, hasTools: true};
	}
	if (kind === 'measure') {
		const from = image ? ref : builtRef(ref);
		const facts = await measure(docker, from);
		// The facts are a label of the image, so they move with it.
		const labelled = await relabelImage(docker, from, ref, {[label.facts]: JSON.stringify(facts)});
		return {...view, image: labelled, facts, kernel: facts.kernel};
	}
	const choice = chooseBase(definition, bases);
	if ('fetch' in choice) {
		const {packageManager} = definition;
		return {...view, bases: await fetchBase(supply, choice.fetch, packageManager, bases, onStep)};
	}
	await buildFrom(docker, definition, choice.use, builtRef(ref), {TOOLS: await makeTools()}, onStep);
	return {...view, isBuilt: true};
};

type Next = ReturnType<typeof nextStep>;

/** Takes steps until the next one is `enough`. */
const advance = async (
	means: Means,
	tools: ImageDefinition,
	enough: (next: Next) => boolean,
): Promise<{view: ImageView; next: Next}> => {
	let view = await viewImage(means.supply, means.definition, tools);
	for (;;) {
		const next = nextStep(means.definition, view);
		if (next.kind === 'ready' || enough(next)) return {view, next};
		means.onStep(next);
		view = await take(next, view, means);
	}
};

/** Builds the image if it is missing, without measuring it. Gives its name. @throws ImageUnavailable */
export const ensureBuilt = async (means: Means, tools: ImageDefinition): Promise<string> => {
	const {view} = await advance(means, tools, ({kind}) => kind === 'measure');
	return view.image ? view.ref : builtRef(view.ref);
};

/** @throws ImageUnavailable; EngineError when the image cannot be measured */
export const ensureImage = async (means: Means, tools: ImageDefinition): Promise<ReadyImage> => {
	const {next} = await advance(means, tools, () => false);
	if (next.kind !== 'ready') throw new Error(`${means.definition.id} is not ready after its last step`);
	return next.image;
};
