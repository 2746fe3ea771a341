// Makes columns ready to run: gets the artifacts of each in each image, and measures them there. A binary that cannot
// run in an image is refused by name; sources that do not compile in one of several images are a `miss` there.

import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import type {PlannedImage} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import {describeBuild} from './describe-build.ts';
import {BuildError, LibraryMissing} from './errors.ts';
import type {MakeOptions} from './make.ts';
import {type MeasuredBuild, measureBuild} from './measure-build.ts';
import type {Build} from './request.ts';

export type OnBuilding = (subject: string, step: string, detail?: 'output') => void;

/** A column is compiled and measured mostly on one processor. */
const columnsAtATime = 2;

/**
 * @throws CannotRun or LibraryMissing when a binary cannot run in one of the images; BuildError when sources compile in none of them
 */
export const prepareBuilds = async (
	docker: Docker,
	builds: readonly Build[],
	images: readonly PlannedImage[],
	{onStep = () => {}, ...options}: Omit<MakeOptions, 'onStep'> & {onStep?: OnBuilding},
): Promise<ReadyBuild[]> => {
	const ready = images.filter(image => image.state === 'ready');
	const readyBuild = async (build: Build): Promise<ReadyBuild> => {
		const measured: [string, MeasuredBuild][] = [];
		const inImages: ReadyBuild['in'] = {};
		let failure: unknown;
		for (const image of ready) {
			try {
				const report = (step: string, detail?: 'output'): void => onStep(`${build.id} in ${image.id}`, step, detail);
				const here = await measureBuild(docker, image, build, {...options, onStep: report});
				measured.push([image.id, here]);
				const {underTest, replaced} = here;
				if (Object.keys(underTest).length > 0) inImages[image.id] = {state: 'ready', underTest, replaced};
			} catch (error) {
				// Another image does not help: what was given is to be tested in all of them.
				if (error instanceof LibraryMissing) throw error;
				if (!(error instanceof BuildError || error instanceof ImageUnavailable)) throw error;
				failure ??= error;
				inImages[image.id] = {state: 'miss', reason: error.shortMessage, help: error.message};
			}
		}
		if (measured.length === 0 && failure !== undefined) throw failure;
		return {id: build.id, runtime: build.runtime, in: inImages, result: describeBuild(build, measured)};
	};
	const results: ReadyBuild[] = [];
	const failures: unknown[] = [];
	const queue = [...builds.entries()];
	const work = async (): Promise<void> => {
		for (let next = queue.shift(); next && failures.length === 0; next = queue.shift()) {
			const [index, build] = next;
			try {
				results[index] = await readyBuild(build);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({length: columnsAtATime}, work));
	if (failures.length > 0) throw failures[0];
	return results;
};
