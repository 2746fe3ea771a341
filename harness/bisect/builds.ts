// The builds to search: from a folder, in the order of the versions in their names, or named one by one.
import {randomUUID} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import type {Part} from '../builds/part.ts';
import {parsePart} from '../builds/request.ts';
import {digestTree} from '../builds/source-tree.ts';
import {runtimeNames} from '../model/axes.ts';
import {UsageError} from '../model/usage-error.ts';
import {sha256} from '../support/sha256.ts';

/** The projects whose builds can be searched. */
export const bisectedProjects = [...runtimeNames, 'criu'] as const;
export type BisectedProject = (typeof bisectedProjects)[number];

/** One of the builds that are searched for the first bad one. */
export type Candidate = {
	/** For people. */
	name: string;
	/** Used in the name of its column, and in paths. */
	label: string;
	/** Digest of the build's content, or of everything that it is compiled from. */
	digest: string;
	/** Gives the part when the build is about to run. @throws BuildUnusable */
	part: () => Promise<Part>;
};

const labelOf = (name: string): string =>
	name
		.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
		.replaceAll(/^[-.]+|-+$/g, '')
		.slice(-60) || 'build';

/** A text that identifies a part: two parts have the same text only if they are the same. */
export const digestOf = async (part: Part): Promise<string> => {
	const variables = 'variables' in part ? (part.variables ?? []) : [];
	if (part.source === 'tree') return ['tree', await digestTree(part.tree), ...variables].join(' ');
	if (part.source === 'commit') return ['commit', part.hash, ...variables].join(' ');
	// The content of a COPR project changes, so an earlier result never counts for it.
	if (part.source === 'copr') return `copr ${randomUUID()}`;
	if (part.source !== 'binary') return [part.source, ...variables].join(' ');
	const libraries = [part.libcriu ?? [], part.libraries ?? []].flat();
	return ['binary', part.digest, ...libraries.map(each => sha256(readFileSync(each)))].join(' ');
};

const candidate = async (of: BisectedProject, name: string, part: Part): Promise<Candidate> => ({
	name,
	label: labelOf(name),
	digest: `${of} ${await digestOf(part)}`,
	part: async () => part,
});

/** `crun-1.9` before `crun-1.10`. */
const inOrder = new Intl.Collator('en', {numeric: true});

const isExecutable = (file: string): boolean => {
	const {mode} = statSync(file);
	return statSync(file).isFile() && (mode & 0o111) !== 0;
};

/**
 * Takes executables of a folder, and folders in it that hold an executable with the project's name. CRIU brings its
 * libcriu.so.2.
 * `leftOut`: everything else in the folder.
 * @throws UsageError
 */
export const buildsIn = async (
	of: BisectedProject,
	folder: string,
): Promise<{candidates: Candidate[]; leftOut: readonly string[]}> => {
	const option = `--builds ${folder}`;
	let names: string[];
	try {
		names = readdirSync(folder).sort(inOrder.compare);
	} catch (error) {
		throw new UsageError(`${option}: cannot read it: ${(error as NodeJS.ErrnoException).code}`);
	}
	/** A build of CRIU is a folder, so that its library comes with it. */
	const buildAt = (name: string): string | undefined => {
		const path = join(folder, name);
		if (!existsSync(path)) return undefined;
		if (isExecutable(path)) return path;
		const inside = join(path, of);
		if (!existsSync(inside) || !isExecutable(inside)) return undefined;
		return of === 'criu' ? path : inside;
	};
	const candidates: Candidate[] = [];
	for (const name of names) {
		const path = buildAt(name);
		if (path !== undefined) candidates.push(await candidate(of, name, parsePart(option, of, `_@${path}`)));
	}
	if (candidates.length === 0) {
		throw new UsageError(
			`${option}: no build of ${of} there`,
			`Builds are executable files, or folders that hold an executable ${of}`,
		);
	}
	const taken = new Set(candidates.map(({name}) => name));
	return {candidates, leftOut: names.filter(name => !taken.has(name))};
};

/** `values`: what may follow the `=` of `--runtime`, or values of `--criu`. @throws UsageError */
export const buildsNamed = async (of: BisectedProject, values: readonly string[]): Promise<Candidate[]> => {
	const candidates: Candidate[] = [];
	for (const value of values) {
		const part: Part = value === 'package' ? {source: 'package'} : parsePart(`--build ${value}`, of, value);
		const [, label] = /^([A-Za-z0-9._-]+)@./.exec(value) ?? [];
		candidates.push(await candidate(of, label ?? value, part));
	}
	return candidates;
};
