// Makes sure that an image is on the engine, with its facts measured: built once, reused while nothing has changed.
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

/** The image with the tap, the workloads and the scripts that every sandbox needs. @throws ImageUnavailable */
export const ensureTools = async (supply: Supply, tools: ImageDefinition, onStep: OnStep): Promise<string> => {
	const {ref, isBuilt} = await viewTools(supply, tools);
	if (isBuilt) return ref;
	const base = await resolveBase(supply, tools, onStep);
	onStep({kind: 'build'});
	await buildFrom(supply.docker, tools, base, ref, {}, onStep);
	return ref;
};

/** `makeTools` gives the name of the image of tools, and makes it first where it is missing. */
export type Means = {
	supply: Supply;
	definition: ImageDefinition;
	makeTools: () => Promise<string>;
	onStep: OnStep;
};

/** Takes one step; gives what the engine has afterwards. */
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
		// Facts travel with the image, as a label.
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

/** Builds it, where it is missing, and does not measure it. Gives its name. @throws ImageUnavailable */
export const ensureBuilt = async (means: Means, tools: ImageDefinition): Promise<string> => {
	const {view} = await advance(means, tools, ({kind}) => kind === 'measure');
	return view.image ? view.ref : builtRef(view.ref);
};

/** @throws ImageUnavailable; EngineError when it cannot be measured */
export const ensureImage = async (means: Means, tools: ImageDefinition): Promise<ReadyImage> => {
	const {next} = await advance(means, tools, () => false);
	if (next.kind !== 'ready') throw new Error(`${means.definition.id} is not ready after its last step`);
	return next.image;
};
