// Makes sure that an image is on the engine, with its facts measured: built once, reused while nothing has changed.
import type Docker from 'dockerode';
import {buildImage, type EngineImage, findImage, relabelImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import {type ImageFacts, imageFacts} from '../results/schema.ts';
import {baseRepository, type ResolvedBase, resolveBase} from './base.ts';
import type {ImageDefinition} from './definition.ts';
import {digestInputs, filesBelow} from './inputs.ts';
import {measure} from './measure.ts';

export type ReadyImage = {ref: string; digest: string; base: string; facts: ImageFacts};

/**
 * Called with what is being done now: `base …`, `build`, a line of the build, `measure`. It is called before anything
 * is done, so one that throws leaves the engine as it was: `netlock doctor` asks so what would be done.
 */
export type OnStep = (step: string, detail?: 'output') => void;

const containerfile = 'Containerfile';
/** Beginnings of the names of all that netlock keeps on an engine. */
export const repositories = ['netlock/', `${baseRepository}:`];

const repoOf = (id: string): string => `netlock/${id}`;
const tagOf = (inputs: string): string => inputs.slice(0, 12);

const parseFacts = (image: EngineImage): ImageFacts | undefined => {
	const parsed = imageFacts.safeParse(JSON.parse(image.labels[label.facts] ?? 'null'));
	return parsed.success ? parsed.data : undefined;
};

/** The engine's kernel, which need not be this machine's. */
const kernelOf = async (docker: Docker): Promise<string> => (await docker.info()).KernelVersion;

const buildFrom = async (
	docker: Docker,
	definition: ImageDefinition,
	base: ResolvedBase,
	tag: string,
	buildArguments: Record<string, string>,
	onStep: OnStep,
): Promise<EngineImage> => {
	const files = await filesBelow(definition.folder);
	return buildImage(
		docker,
		{
			context: definition.folder,
			files,
			dockerfile: containerfile,
			tag,
			buildArguments: {BASE: base.ref, ...buildArguments},
			labels: {[label.image]: definition.id, [label.base]: base.origin},
		},
		line => onStep(line, 'output'),
	);
};

/** The image with the tap, the workloads and the scripts that every sandbox needs. */
export const ensureTools = async (docker: Docker, definition: ImageDefinition, onStep: OnStep): Promise<string> => {
	const base = await resolveBase(docker, definition, onStep);
	const ref = `${repoOf(definition.id)}:${tagOf(await digestInputs(definition.folder, base.id))}`;
	if (await findImage(docker, ref)) return ref;
	onStep('build');
	await buildFrom(docker, definition, base, ref, {}, onStep);
	return ref;
};

/** @throws ImageUnavailable when it cannot be had, EngineError when it cannot be measured */
export const ensureImage = async (
	docker: Docker,
	definition: ImageDefinition,
	tools: string,
	onStep: OnStep,
): Promise<ReadyImage> => {
	const base = await resolveBase(docker, definition, onStep);
	const toolsImage = await findImage(docker, tools);
	const inputs = await digestInputs(definition.folder, base.id, toolsImage?.id ?? tools);
	const ref = `${repoOf(definition.id)}:${tagOf(inputs)}`;
	const existing = await findImage(docker, ref);
	const known = existing && parseFacts(existing);
	// Facts hold for the kernel that they were measured on.
	if (existing && known?.kernel === (await kernelOf(docker)))
		return {ref, digest: existing.id, base: base.origin, facts: known};

	const built = `${ref}-built`;
	if (!(await findImage(docker, built))) {
		onStep('build');
		await buildFrom(docker, definition, base, built, {TOOLS: tools}, onStep);
	}
	onStep('measure what it holds');
	const facts = await measure(docker, built);
	// Facts travel with the image, as a label.
	const {id} = await relabelImage(docker, built, ref, {[label.facts]: JSON.stringify(facts)});
	return {ref, digest: id, base: base.origin, facts};
};
