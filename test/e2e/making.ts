// Builds for the tests: in Debian's images, stored in a folder of the test.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {dir} from 'tmp-promise';
import type {Project} from '../../harness/builds/builder.ts';
import {type MakeOptions, makeBuild} from '../../harness/builds/make.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import type {PlannedImage} from '../../harness/model/planned.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {engine} from './engine.ts';

export type ReadyImage = Extract<PlannedImage, {state: 'ready'}>;

/** What to compile. By default the source package of crun. */
export type Recipe = {project?: Project; tree?: string; patches?: readonly Patch[]};

export type Made = Awaited<ReturnType<typeof makeBuild>>;

export type Making = {
	docker: Docker;
	image: ReadyImage;
	/** The folder of the test. `store` is below it. */
	work: string;
	store: string;
	make: (recipe?: Recipe, options?: Partial<MakeOptions>) => Promise<Made>;
	end: () => Promise<void>;
};

/** First prepares an image, as `netlock run` does. */
export const making = async (id: string): Promise<Making> => {
	const supply = await engine();
	const [image] = await prepareImages(
		supply,
		(await readImages(project.images)).filter(each => each.id === id),
		() => {},
	);
	if (image?.state !== 'ready') throw new Error(`${id} is unavailable: ${image?.reason}`);
	const {path: work} = await dir({prefix: 'netlock-builds-'});
	const store = join(work, 'store');
	return {
		docker: supply.docker,
		image,
		work,
		store,
		make: ({project: of = 'crun', tree, ...more} = {}, options = {}) =>
			makeBuild(
				supply.docker,
				image,
				of,
				tree === undefined ? {source: 'source package', ...more} : {source: 'tree', tree, ...more},
				{builders: project.builders, store, ...options},
			),
		end: () => rm(work, {recursive: true, force: true}),
	};
};
