// Which images are ready, can be built, or cannot be had: without building, pulling or measuring any.
import type {Supply} from '../images/base.ts';
import {readImages, toolsDefinition} from '../images/definition.ts';
import type {Mirrors} from '../images/mirrors.ts';
import {project} from '../model/checkout.ts';
import {select} from '../plan/selection.ts';
import type {EngineView} from './engine-view.ts';
import {imageState, toolsState} from './image-state.ts';
import {type ImageReport, reportImage, wayTo} from './images.ts';
import {machineFiles} from './machine-files.ts';
import {type Sources, viewSources} from './sources.ts';

/** `globs` choose images; empty: all. @throws UsageError, FileInvalid */
export const examineImages = async (
	view: EngineView,
	mirrors: Mirrors,
	globs: readonly string[],
): Promise<{sources: Sources; images: ImageReport[]}> => {
	const definitions = select('--image', globs, await readImages(project.images), ({id}) => id);
	const tools = await toolsDefinition(project.images);
	const sources = await viewSources(
		machineFiles,
		[tools, ...definitions].flatMap(({bases}) => bases),
		mirrors,
	);
	const supply: Supply | undefined = view.state === 'answers' ? {docker: view.docker, mirrors} : undefined;
	const unknown = {state: 'unknown'} as const;
	const toolsNow = supply ? await toolsState(supply, tools) : unknown;
	const toolsWay = wayTo(tools, toolsNow, sources);
	const images = definitions.map(async definition => {
		const state = supply ? await imageState(supply, definition, tools) : unknown;
		return reportImage(definition, state, toolsWay, sources);
	});
	return {sources, images: await Promise.all(images)};
};
