// Reads the state of an image on the engine, for nextStep. It builds, pulls and measures nothing.
import {findImage} from '../engine/images.ts';
import {infoOf} from '../engine/info.ts';
import {label} from '../engine/labels.ts';
import {factsVersion, type ImageFacts, imageFacts} from '../model/facts.ts';
import {viewBases} from './base.ts';
import type {ImageDefinition} from './definition.ts';
import {digestInputs} from './inputs.ts';
import {refOf} from './names.ts';
import type {ImageView, ToolsView} from './next-step.ts';
import type {Supply} from './supply.ts';

const parseFacts = (labels: Record<string, string>): ImageFacts | undefined => {
	const parsed = imageFacts.safeParse(JSON.parse(labels[label.facts] ?? 'null'));
	return parsed.success && parsed.data.schema === factsVersion ? parsed.data : undefined;
};

const givenTo = ({buildArguments}: ImageDefinition): string[] =>
	Object.entries(buildArguments).map(([name, value]) => `${name}=${value}`);

/**
 * Names an image after its folder's content and its tools. The name is the same on every machine, so that an image that
 * was built elsewhere can be loaded. The base is a label, not a part of the name.
 */
export const imageRef = async (definition: ImageDefinition, tools: ImageDefinition): Promise<string> =>
	refOf(
		definition.id,
		await digestInputs(definition.context, ...givenTo(definition), await digestInputs(tools.context)),
	);

/** Name of an image that is built and not yet measured. */
export const builtRef = (ref: string): string => `${ref}-built`;

const toolsRef = async (tools: ImageDefinition): Promise<string> => refOf(tools.id, await digestInputs(tools.context));

export const viewTools = async (supply: Supply, tools: ImageDefinition): Promise<ToolsView> => {
	const ref = await toolsRef(tools);
	const isBuilt = (await findImage(supply.docker, ref)) !== undefined;
	return {ref, isBuilt, bases: await viewBases(supply, tools.bases)};
};

export const viewImage = async (
	supply: Supply,
	definition: ImageDefinition,
	tools: ImageDefinition,
): Promise<ImageView> => {
	const {docker} = supply;
	const ref = await imageRef(definition, tools);
	const [{kernel}, image, built, made] = await Promise.all([
		infoOf(docker),
		findImage(docker, ref),
		findImage(docker, builtRef(ref)),
		findImage(docker, await toolsRef(tools)),
	]);
	return {
		ref,
		kernel,
		image,
		facts: image && parseFacts(image.labels),
		isBuilt: built !== undefined,
		hasTools: made !== undefined,
		bases: await viewBases(supply, definition.bases),
	};
};
