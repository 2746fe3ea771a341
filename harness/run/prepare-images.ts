// Makes images ready on the engine, two at a time. The cells of an unavailable image are `miss`, with the reason.
import pMap from 'p-map';
import type {Build} from '../builds/columns.ts';
import {ImageUnavailable} from '../engine/errors.ts';
import {requireArchitecture} from '../images/architecture.ts';
import {type ImageDefinition, toolsDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools} from '../images/ensure.ts';
import {driftOf} from '../images/expect.ts';
import {newSupply, type Supply} from '../images/supply.ts';
import {project} from '../model/checkout.ts';
import {recordedOtherwise} from '../model/facts.ts';
import type {PlannedImage} from '../model/planned.ts';
import type {OnPreparing, Step} from '../model/step.ts';
import {notAmong} from '../model/usage-error.ts';

/** A build uses all processors at times, and waits for the network in between. */
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
		const ready = await ensureImage(
			{supply, definition, makeTools: tools.make, onStep: step => onStep(id, step)},
			tools.definition,
		);
		const drift = driftOf(expect, ready.facts);
		for (const each of drift) onStep(id, {kind: 'drift', drift: each});
		const otherwise = recordedOtherwise(ready.facts.criu);
		if (otherwise) onStep(id, {kind: 'recorded otherwise', ...otherwise});
		return {id, title, state: 'ready', ...ready, ...(packageManager !== undefined && {packageManager}), lacks, drift};
	} catch (error) {
		if (!(error instanceof ImageUnavailable)) throw error;
		return {id, title, state: 'miss', reason: error.shortMessage, help: error.message};
	}
};

/** The summary of all images: how many are ready, and for each reason which images are unavailable. */
const summarize = (images: readonly PlannedImage[], built: number): Step[] => {
	const missing = images.flatMap(image => (image.state === 'miss' ? [image] : []));
	const byReason = Map.groupBy(missing, ({reason}) => reason);
	return [
		{kind: 'images ready', ready: images.length - missing.length, built},
		...[...byReason].map(
			([reason, group]): Step => ({kind: 'images unavailable', images: group.map(({id}) => id), reason}),
		),
	];
};

/** In the order of `definitions`. @throws EngineError when an image that exists cannot be measured */
export const prepareImages = async (
	engine: Pick<Supply, 'docker' | 'mirrors'>,
	definitions: readonly ImageDefinition[],
	onStep: OnPreparing,
): Promise<PlannedImage[]> => {
	const supply = newSupply(engine);
	const definition = await toolsDefinition(project.images);
	let made: Promise<string> | undefined;
	const make = (): Promise<string> => {
		made ??= ensureTools(supply, definition, step => onStep('tools', step));
		return made;
	};
	const built = new Set<string>();
	const watch: OnPreparing = (subject, step) => {
		if (step.kind === 'build' || step.kind === 'measure') built.add(subject);
		onStep(subject, step);
	};
	const images = await pMap(definitions, each => readyImage(supply, each, {definition, make}, watch), {
		concurrency: buildsAtATime,
	});
	for (const step of summarize(images, built.size)) onStep('images', step);
	return images;
};

const requireImage = (option: string, id: string, definitions: readonly ImageDefinition[]): ImageDefinition => {
	const found = definitions.find(each => each.id === id);
	if (found !== undefined) return found;
	const ids = definitions.map(each => each.id);
	throw notAmong(option, id, ids, '`netlock images list` shows them');
};

/** Checks, before anything is made, the images that parts are taken from. @throws UsageError */
export const requireSources = (builds: readonly Build[], definitions: readonly ImageDefinition[]): void => {
	for (const {libcriu} of builds) {
		if (libcriu?.source === 'image') requireImage('--libcriu image:ID', libcriu.image, definitions);
	}
};

/** Any image by name, made ready if it is missing: a part may come from an image in which no cell runs. */
export const imagesByName = (
	engine: Pick<Supply, 'docker' | 'mirrors'>,
	definitions: readonly ImageDefinition[],
	ready: readonly PlannedImage[],
	onStep: OnPreparing,
): ((id: string) => Promise<PlannedImage | undefined>) => {
	const made = new Map(ready.map(image => [image.id, Promise.resolve<PlannedImage | undefined>(image)]));
	return id => {
		const known = made.get(id);
		if (known) return known;
		const definition = requireImage('image', id, definitions);
		const making = prepareImages(engine, [definition], onStep).then(([image]) => image);
		made.set(id, making);
		return making;
	};
};
