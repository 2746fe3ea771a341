// Says which images are ready, can be built, or are unavailable. It builds, pulls and measures none.

import {readImages, toolsDefinition} from '../images/definition.ts';
import type {Mirrors} from '../images/mirrors.ts';
import {nextStep, nextToolsStep} from '../images/next-step.ts';
import {newSupply} from '../images/supply.ts';
import {viewImage, viewTools} from '../images/view.ts';
import {project} from '../model/checkout.ts';
import {select} from '../plan/selection.ts';
import type {EngineView} from './engine-view.ts';
import {type ImageReport, reportImage, wayTo} from './images.ts';
import {machineFiles} from './machine-files.ts';
import {type Sources, viewSources} from './sources.ts';

/** `globs` select images; empty: all. `option`: the option that had them. @throws UsageError, FileInvalid */
export const examineImages = async (
	view: EngineView,
	mirrors: Mirrors,
	globs: readonly string[],
	option = '--image',
): Promise<{sources: Sources; images: ImageReport[]}> => {
	const definitions = select(option, globs, await readImages(project.images), ({id}) => id);
	const tools = await toolsDefinition(project.images);
	const sources = await viewSources(
		machineFiles,
		[tools, ...definitions].flatMap(({bases}) => bases),
		mirrors,
	);
	const supply = view.state === 'answers' ? newSupply({docker: view.docker, mirrors}) : undefined;
	const unknown = {kind: 'unknown'} as const;
	const toolsNow = supply ? nextToolsStep(tools, await viewTools(supply, tools)) : unknown;
	const toolsWay = wayTo(tools, toolsNow, sources);
	const images = definitions.map(async definition => {
		const next = supply ? nextStep(definition, await viewImage(supply, definition, tools)) : unknown;
		return reportImage(definition, next, toolsWay, sources);
	});
	return {sources, images: await Promise.all(images)};
};
