// Makes sure that images are on the engine, two builds at a time; one that cannot be had is a `miss`, with the reason.
import {ImageUnavailable} from '../engine/errors.ts';
import {requireArchitecture} from '../images/architecture.ts';
import type {Supply} from '../images/base.ts';
import {type ImageDefinition, toolsDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools} from '../images/ensure.ts';
import {driftOf} from '../images/expect.ts';
import {project} from '../model/checkout.ts';
import type {PlannedImage} from '../model/planned.ts';
import {describeDrift} from '../results/drift.ts';
import {Semaphore} from '../support/semaphore.ts';

/** Told what is being done: which image, which step. */
export type OnPreparing = (subject: string, step: string, detail?: 'output') => void;

/** Each compiles on all processors now and then, and waits for the network in between. */
const buildsAtATime = 2;

type Tools = {definition: ImageDefinition; make: () => Promise<string>};

const readyImage = async (
	supply: Supply,
	definition: ImageDefinition,
	tools: Tools,
	onStep: OnPreparing,
): Promise<PlannedImage> => {
	const {id, title, architectures, lacks, expect, packageManager} = definition;
	try {
		await requireArchitecture(supply.docker, id, architectures);
		const ready = await ensureImage(supply, definition, tools.definition, tools.make, (step, detail) =>
			onStep(id, step, detail),
		);
		const drift = driftOf(expect, ready.facts);
		for (const each of drift) onStep(id, `is not as expected: ${describeDrift(each)}`);
		return {id, title, state: 'ready', ...ready, ...(packageManager !== undefined && {packageManager}), lacks, drift};
	} catch (error) {
		if (!(error instanceof ImageUnavailable)) throw error;
		return {id, title, state: 'miss', reason: error.shortMessage, help: error.message};
	}
};

const groupBy = <Value>(values: readonly Value[], key: (value: Value) => string): Map<string, Value[]> => {
	const groups = new Map<string, Value[]>();
	for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
	return groups;
};

/** What there is to say once all is done: how many, and for each reason what is unavailable. */
export const summarize = (images: readonly PlannedImage[], built: number): string[] => {
	const missing = images.flatMap(image => (image.state === 'miss' ? [image] : []));
	const ready = images.length - missing.length;
	const lines = [`${ready} ready, ${built === 0 ? 'nothing to build' : `${built} of them built or measured now`}`];
	for (const [reason, group] of groupBy(missing, ({reason}) => reason)) {
		lines.push(`unavailable: ${group.map(({id}) => id).join(', ')}: ${reason}`);
	}
	return lines;
};

/** In the order of `definitions`. @throws EngineError when an image that is there cannot be measured */
export const prepareImages = async (
	supply: Supply,
	definitions: readonly ImageDefinition[],
	onStep: OnPreparing,
): Promise<PlannedImage[]> => {
	const definition = await toolsDefinition(project.images);
	let made: Promise<string> | undefined;
	const make = (): Promise<string> => {
		made ??= ensureTools(supply, definition, (step, detail) => onStep('tools', step, detail));
		return made;
	};
	const built = new Set<string>();
	const watch: OnPreparing = (subject, step, detail) => {
		if (step === 'build' || step.startsWith('measure')) built.add(subject);
		onStep(subject, step, detail);
	};
	const places = new Semaphore(buildsAtATime);
	const images = await Promise.all(
		definitions.map(async each => {
			await places.enter();
			return readyImage(supply, each, {definition, make}, watch).finally(() => places.leave());
		}),
	);
	for (const line of summarize(images, built.size)) onStep('images', line);
	return images;
};
