// Builds an image from its Containerfile on a base. A failed package mirror and a wrong Containerfile give different
// errors.

import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {buildImage, type EngineImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import type {OnStep} from '../model/step.ts';
import {limits} from '../support/limits.ts';
import type {ResolvedBase} from './base.ts';
import type {ImageDefinition} from './definition.ts';
import {PackageMirrorFailed} from './errors.ts';
import {filesBelow} from './inputs.ts';
import {mirrorTrouble} from './package-mirror.ts';

const explain = (error: ImageUnavailable, id: string): ImageUnavailable => {
	const line = mirrorTrouble(error.message);
	return line === undefined ? error : new PackageMirrorFailed(`build of ${id}`, line, error.message);
};

const buildOnce = async (
	docker: Docker,
	definition: ImageDefinition,
	base: ResolvedBase,
	tag: string,
	buildArguments: Record<string, string>,
	onStep: OnStep,
): Promise<EngineImage> => {
	try {
		return await buildImage(
			docker,
			{
				context: definition.context,
				files: await filesBelow(definition.context),
				dockerfile: 'Containerfile',
				tag,
				buildArguments: {BASE: base.ref, ...definition.buildArguments, ...buildArguments},
				labels: {
					[label.image]: definition.id,
					[label.base]: base.origin,
					[label.baseId]: base.id,
					[label.passedOver]: base.passedOver.join('\n'),
				},
			},
			line => onStep({kind: 'output', line}),
		);
	} catch (error) {
		throw error instanceof ImageUnavailable ? explain(error, definition.id) : error;
	}
};

/** @throws PackageMirrorFailed after a second attempt; ImageUnavailable with the last lines of the build */
export const buildFrom: typeof buildOnce = async (docker, definition, base, tag, buildArguments, onStep) => {
	try {
		return await buildOnce(docker, definition, base, tag, buildArguments, onStep);
	} catch (error) {
		if (!(error instanceof PackageMirrorFailed)) throw error;
		onStep({kind: 'try again', problem: error.shortMessage});
		await sleep(limits.buildRetryMs);
		return buildOnce(docker, definition, base, tag, buildArguments, onStep);
	}
};
