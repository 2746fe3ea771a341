// The builds of an earlier run, taken again from the same paths, as the files are now.
import {dirname} from 'node:path';
import type {BuildResult, PartResult} from '../model/build-result.ts';
import {UsageError} from '../model/usage-error.ts';
import type {Build} from './columns.ts';
import type {Part, PartName} from './part.ts';
import {findBinary} from './request.ts';
import {requireFolder} from './source-tree.ts';

const partOf = (column: string, name: PartName, part: PartResult): Part => {
	const {source, path = '', variables, folder, commit = '', made = {}} = part;
	if (Object.values(made).some(({patchset}) => patchset !== undefined)) {
		throw new UsageError(
			`${column}: was made with patches, which results do not hold`,
			'Give the patch again: netlock validate PATCH, or a tree that has it: --runtime crun=src:TREE.',
		);
	}
	const given = variables && {variables: [...variables]};
	if (source === 'package') return {source};
	if (source === 'source package') return {source, ...given};
	if (source === 'copr') return {source, project: path};
	if (source === 'image') return {source, image: path};
	if (source === 'binary') return findBinary(column, name, folder ? dirname(path) : path);
	requireFolder(column, path);
	if (source === 'commit') return {source, repository: path, hash: commit, ref: commit, ...given};
	return {source, tree: path, ...given};
};

/** @throws UsageError when a file or folder of the earlier run is gone */
export const buildsAgain = (builds: readonly BuildResult[], columns: ReadonlySet<string>): Build[] =>
	builds
		.filter(({id}) => columns.has(id))
		.map(({id, runtime, criu, libcriu, podman, ...from}) => ({
			id,
			runtime,
			from: partOf(id, runtime, from),
			criu: criu ? partOf(id, 'criu', criu) : {source: 'package'},
			...(libcriu && {libcriu: partOf(id, 'libcriu', libcriu)}),
			...(podman && {podman: partOf(id, 'podman', podman)}),
		}));

/** A line for each binary that has changed since the earlier run. */
export const changedSince = (before: readonly BuildResult[], now: readonly Build[]): string[] =>
	now.flatMap(({id, from, criu, libcriu, podman}) => {
		const then = before.find(each => each.id === id);
		return (
			[
				[from, then?.digest],
				[criu, then?.criu?.digest],
				[libcriu, then?.libcriu?.digest],
				[podman, then?.podman?.digest],
			] as const
		).flatMap(([part, digest]) =>
			part?.source === 'binary' && digest !== undefined && part.digest !== digest
				? [`${id}: ${part.path} is another file than in that run`]
				: [],
		);
	});
