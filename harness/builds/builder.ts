// The builder of an image and a project: the image with a compiler, where the project's source package was compiled
// once. A builder is made when a build first needs it. images/builders/<package manager>/ has the recipes.

import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {z} from 'zod';
import {ImageUnavailable} from '../engine/errors.ts';
import {buildImage, findImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import {PackageMirrorFailed} from '../images/errors.ts';
import {digestFiles} from '../images/inputs.ts';
import {refOf} from '../images/names.ts';
import {mirrorTrouble} from '../images/package-mirror.ts';
import {readYaml} from '../model/read-yaml.ts';
import type {OnStep} from '../model/step.ts';
import {whileUnderWay} from '../support/while-under-way.ts';
import {NoSource} from './errors.ts';

/** The projects that netlock compiles: a runtime, or CRIU with its library. */
export const projects = ['crun', 'criu', 'runc'] as const;
export type Project = (typeof projects)[number];
export const isProject = (name: string): name is Project => (projects as readonly string[]).includes(name);

/** The fields of an image that a builder needs. The image is on the engine. */
export type BuilderBase = {id: string; ref: string; packageManager?: string | undefined};

const packageNames = z.array(z.string());
const ofProjects = {crun: packageNames, criu: packageNames, runc: packageNames} satisfies Record<Project, unknown>;
const builderFile = z.strictObject({
	packages: z.strictObject({common: packageNames, ...ofProjects}),
	/** Packages that are installed if the distro has them. */
	optional: z.strictObject(ofProjects),
});

/** The builder's image: its `ref`, and its id on the engine. Tree and patches are the only other inputs of a build. */
export type Builder = {ref: string; id: string};

/** Keyed by reference. Builds that need the same builder at the same time wait for one. */
const makeOnce = whileUnderWay<Builder>();

/** @throws NoSource when there is no recipe; ImageUnavailable when the builder cannot be made */
export const ensureBuilder = async (
	docker: Docker,
	builders: string,
	image: BuilderBase,
	project: Project,
	onStep: OnStep,
): Promise<Builder> => {
	const family = image.packageManager ?? '';
	if (family === '' || !existsSync(join(builders, family, 'Containerfile'))) {
		throw new NoSource(
			`${project} cannot be compiled in ${image.id}: there is no builder for it`,
			`To add one: images/builders/${family || '<package manager>'}/ (docs/builds.md)`,
		);
	}
	const {packages, optional} = await readYaml(
		join(builders, family, 'builder.yaml'),
		builderFile,
		'See docs/builds.md',
	);
	const wanted = [...packages.common, ...packages[project]].join(' ');
	const welcome = optional[project].join(' ');
	// Only files of this project and this package manager count: an edit of others must not make this builder again.
	const files = ['build', `make-${project}`, 'prepare', `${family}/Containerfile`];
	const digest = await digestFiles(builders, files, `${wanted} ${welcome}`, image.ref);
	const ref = refOf(`builder-${project}-${image.id}`, digest);
	const make = async (): Promise<Builder> => {
		const existing = await findImage(docker, ref);
		if (existing) return {ref, id: existing.id};
		onStep({kind: 'builder', project});
		const {id} = await buildImage(
			docker,
			{
				context: builders,
				files,
				dockerfile: `${family}/Containerfile`,
				tag: ref,
				buildArguments: {IMAGE: image.ref, PACKAGES: wanted, OPTIONAL: welcome, PROJECT: project},
				labels: {[label.image]: image.id},
			},
			line => onStep({kind: 'output', line}),
		);
		return {ref, id};
	};
	try {
		return await makeOnce(ref, make);
	} catch (error) {
		const line = error instanceof ImageUnavailable ? mirrorTrouble(error.message) : undefined;
		if (line === undefined) throw error;
		throw new PackageMirrorFailed(`the builder for ${project} in ${image.id}`, line, (error as Error).message);
	}
};
