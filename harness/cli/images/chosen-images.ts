// Selects the images that a command of `netlock images` names, and those of them that are built.
import {Argument} from 'commander';
import {type ImageDefinition, readImages} from '../../images/definition.ts';
import type {Supply} from '../../images/supply.ts';
import {project} from '../../model/checkout.ts';
import type {PlannedImage} from '../../model/planned.ts';
import {select} from '../../plan/selection.ts';
import {prepareImages} from '../../run/prepare-images.ts';
import {withNames} from '../names.ts';
import type {Progress} from '../progress.ts';

export const imageGlobs = (): Argument =>
	withNames(new Argument('[glob...]', 'images, as `netlock images list` names them (default: all)'), 'images');

/** @throws UsageError */
export const chosenImages = async (command: string, globs: readonly string[]): Promise<ImageDefinition[]> =>
	select(`images ${command}`, globs, await readImages(project.images), ({id}) => id);

export type Ready = Extract<PlannedImage, {state: 'ready'}>;

/** Gives ready images. Missing ones are built. */
export const readyOnes = async (
	engine: Pick<Supply, 'docker' | 'mirrors'>,
	wanted: readonly ImageDefinition[],
	progress: Progress,
): Promise<Ready[]> => {
	const images = await prepareImages(engine, wanted, progress.step);
	return images.flatMap(image => (image.state === 'ready' ? [image] : []));
};
