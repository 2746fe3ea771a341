// Gets the artifact of a part in one image: a binary from the user, sources that are compiled there, or a fetched
// package.
import {join} from 'node:path';
import type Docker from 'dockerode';
import {dir} from 'tmp-promise';
import type {Artifact} from '../model/artifact.ts';
import type {RuntimeName} from '../model/axes.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {whileUnderWay} from '../support/while-under-way.ts';
import {isStoredProject} from './build-store.ts';
import {type BuilderBase, isProject} from './builder.ts';
import {describeCommit} from './commit.ts';
import {fetchCopr} from './copr.ts';
import {NoSource} from './errors.ts';
import {git, said} from './git.ts';
import {type MakeOptions, makeBuild} from './make.ts';
import type {Part, Sources} from './part.ts';
import {takeOut} from './take-out.ts';

/**
 * Compiles a commit in a folder of its own, and removes the folder afterwards. @throws BuildError when git cannot check
 * it out
 */
const checkedOut = async <Made>(
	{repository, hash, ref, source: _, ...more}: Extract<Part, {source: 'commit'}>,
	make: (tree: Extract<Part, {source: 'tree'}>) => Promise<Made>,
): Promise<Made> => {
	const {path, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-commit-'});
	const takeOutAndMake = async (): Promise<Made> => {
		const tree = join(path, 'tree');
		try {
			await takeOut(await git('-C', repository, 'rev-parse', '--absolute-git-dir'), hash, tree);
		} catch (error) {
			throw new NoSource(`${ref} cannot be taken out of ${repository}: ${said(error)}`);
		}
		return make({
			source: 'tree',
			tree,
			commit: await describeCommit(repository, hash),
			...more,
		});
	};
	return thenCleanUp(takeOutAndMake, cleanup);
};

type Asked = Exclude<Part, {source: 'package' | 'image' | 'binary'}>;
type Project = RuntimeName | 'criu' | 'podman';

const get = async (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Asked,
	options: MakeOptions,
): Promise<Artifact> => {
	if (part.source === 'copr' && isStoredProject(project))
		return fetchCopr(docker, image, project, part.project, options);
	if (!isProject(project) || part.source === 'copr') {
		throw new NoSource(`${project} is neither compiled nor fetched by netlock`, 'Give a binary.');
	}
	const make = (sources: Sources): ReturnType<typeof makeBuild> => makeBuild(docker, image, project, sources, options);
	const {reused: _, ...artifact} = await (part.source === 'commit' ? checkedOut(part, make) : make(part));
	return artifact;
};

/** Columns that differ in one part share the other parts: each part is made once. */
const getOnce = whileUnderWay<Artifact>();

/** @throws BuildError, ImageUnavailable */
export const resolvePart = (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Asked | Extract<Part, {source: 'binary'}>,
	options: MakeOptions,
): Promise<Artifact> => {
	if (part.source === 'binary') {
		const {path, digest, libcriu, libraries} = part;
		return Promise.resolve({path, digest, ...(libcriu !== undefined && {libcriu}), ...(libraries && {libraries})});
	}
	const key = JSON.stringify([options.store, image.ref, project, part]);
	return getOnce(key, () => get(docker, image, project, part, options));
};
