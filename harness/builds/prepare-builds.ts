// Makes columns ready to run: gets the artifacts of each column in each image, and measures them there. A binary that
// cannot run in an image is refused by name. Sources that do not compile in one of several images are a `miss` there.

import type Docker from 'dockerode';
import type {PlannedImage} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import type {OnPreparing} from '../model/step.ts';
import type {Build} from './columns.ts';
import {describeBuild} from './describe-build.ts';
import {inEachImage} from './in-each-image.ts';
import type {MakeOptions} from './make.ts';
import {measureBuild} from './measure-build.ts';

/**
 * @throws CannotRun or LibraryMissing when a binary cannot run in an image; BuildError when sources compile in no image
 */
export const prepareBuilds = async (
	docker: Docker,
	builds: readonly Build[],
	images: readonly PlannedImage[],
	{onStep = () => {}, ...options}: Omit<MakeOptions, 'onStep'> & {onStep?: OnPreparing},
): Promise<ReadyBuild[]> => {
	const ready = images.filter(image => image.state === 'ready');
	const rows = await inEachImage(
		builds,
		ready,
		(build, image) =>
			measureBuild(docker, image, build, {...options, onStep: step => onStep(`${build.id} in ${image.id}`, step)}),
		({isOptional}) => isOptional === true,
	);
	return rows.map(({build, made, unavailable}) => {
		const inImages: ReadyBuild['in'] = {};
		for (const [image, {underTest, replaced}] of made) {
			if (Object.keys(underTest).length > 0) inImages[image] = {state: 'ready', underTest, replaced};
		}
		for (const [image, {shortMessage, message}] of unavailable) {
			inImages[image] = {state: 'miss', reason: shortMessage, help: message};
		}
		return {id: build.id, runtime: build.runtime, in: inImages, result: describeBuild(build, made)};
	});
};
