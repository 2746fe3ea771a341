// Makes sure that an image is on the engine, with its facts measured: built once, reused while nothing has changed.
import {findImage, relabelImage} from '../engine/images.ts';
import {kernelOf} from '../engine/kernel.ts';
import {label} from '../engine/labels.ts';
import {factsVersion, type ImageFacts, imageFacts} from '../model/facts.ts';
import {resolveBase, type Supply} from './base.ts';
import {buildFrom} from './build.ts';
import type {ImageDefinition} from './definition.ts';
import {digestInputs} from './inputs.ts';
import {measure} from './measure.ts';
import {refOf} from './names.ts';

export type ReadyImage = {
	ref: string;
	digest: string;
	base: string;
	/** Why the bases before it could not be had. */
	passedOver: string[];
	facts: ImageFacts;
};

/**
 * Called with what is being done now: `base …`, `build`, a line of the build, `measure`. It is called before anything
 * is done, so one that throws leaves the engine as it was: `netlock doctor` asks so what would be done.
 */
export type OnStep = (step: string, detail?: 'output') => void;

const parseFacts = (labels: Record<string, string>): ImageFacts | undefined => {
	const parsed = imageFacts.safeParse(JSON.parse(labels[label.facts] ?? 'null'));
	return parsed.success && parsed.data.schema === factsVersion ? parsed.data : undefined;
};

const givenTo = ({buildArguments}: ImageDefinition): string[] =>
	Object.entries(buildArguments).map(([name, value]) => `${name}=${value}`);

/**
 * Names an image for all that its folder says, and its tools: the same on every machine, so that one that was built
 * elsewhere can be loaded. Which base it was built on is a label.
 */
export const imageRef = async (definition: ImageDefinition, tools: ImageDefinition): Promise<string> =>
	refOf(
		definition.id,
		await digestInputs(definition.context, ...givenTo(definition), await digestInputs(tools.context)),
	);

/** The image with the tap, the workloads and the scripts that every sandbox needs. */
export const ensureTools = async (supply: Supply, definition: ImageDefinition, onStep: OnStep): Promise<string> => {
	const ref = refOf(definition.id, await digestInputs(definition.context));
	if (await findImage(supply.docker, ref)) return ref;
	const base = await resolveBase(supply, definition, onStep);
	onStep('build');
	await buildFrom(supply.docker, definition, base, ref, {}, onStep);
	return ref;
};

const passedOverIn = (labels: Record<string, string>): string[] =>
	(labels[label.passedOver] ?? '').split('\n').filter(each => each !== '');

/**
 * `makeTools` is called only when there is something to build.
 * @throws ImageUnavailable when it cannot be had, EngineError when it cannot be measured
 */
export const ensureImage = async (
	supply: Supply,
	definition: ImageDefinition,
	tools: ImageDefinition,
	makeTools: () => Promise<string>,
	onStep: OnStep,
): Promise<ReadyImage> => {
	const {docker} = supply;
	const ref = await imageRef(definition, tools);
	const existing = await findImage(docker, ref);
	const known = existing && parseFacts(existing.labels);
	// Facts hold for the kernel that they were measured on.
	if (existing && known?.kernel === (await kernelOf(docker))) {
		const {labels} = existing;
		return {ref, digest: existing.id, base: labels[label.base] ?? '', passedOver: passedOverIn(labels), facts: known};
	}
	// Not yet measured: built by a run that was stopped, or elsewhere on another kernel.
	const unmeasured = existing ? ref : `${ref}-built`;
	if (!existing && !(await findImage(docker, unmeasured))) {
		const base = await resolveBase(supply, definition, onStep);
		const toolsRef = await makeTools();
		onStep('build');
		await buildFrom(docker, definition, base, unmeasured, {TOOLS: toolsRef}, onStep);
	}
	onStep('measure what it holds');
	const facts = await measure(docker, unmeasured);
	// Facts travel with the image, as a label.
	const {id, labels} = await relabelImage(docker, unmeasured, ref, {[label.facts]: JSON.stringify(facts)});
	return {ref, digest: id, base: labels[label.base] ?? '', passedOver: passedOverIn(labels), facts};
};
