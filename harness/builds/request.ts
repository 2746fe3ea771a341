// What `--runtime`, `--criu`, `--libcriu` and `--podman` ask for: the image's package, a binary on disk, or sources to be compiled in each image.
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {type RuntimeName, runtimeNames} from '../model/axes.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {sha256} from '../support/sha256.ts';
import type {Commit} from './commit.ts';
import {commitsNamed, labelOf} from './commits-named.ts';
import type {Patch} from './patches.ts';
import {requireFolder} from './source-tree.ts';

/** `variables`: `NAME=VALUE`, given to make. */
type Made = {patches?: readonly Patch[]; variables?: readonly string[]};

/** Where a runtime, or CRIU with its library, is taken from. Paths are absolute. */
export type Part =
	| {source: 'package'}
	| {
			source: 'binary';
			path: string;
			digest: string;
			/** Of CRIU. */
			libcriu?: string;
			/** That it needs, and an image may lack. */
			libraries?: string[];
	  }
	/** `commit`: what the tree is; absent: what is checked out in it. */
	| ({source: 'tree'; tree: string; commit?: Commit} & Made)
	/** Taken out of a repository when it is compiled. `hash`: whole; `ref`: as it was named. */
	| ({source: 'commit'; repository: string; hash: string; ref: string} & Made)
	| ({source: 'source package'} & Made)
	/** COPR, where Packit's builds are too: `rhcontainerbot/podman-next`, `packit/containers-crun-1627`. */
	| {source: 'copr'; project: string}
	/** What the packages of another image hold, as they are there. */
	| {source: 'image'; image: string};

/** A part that is compiled. */
export type Sources = Extract<Part, {source: 'tree' | 'source package'}>;

/**
 * A part and its name: `crun` for a package, `crun@label` for anything else. `amongOthers`: one of several that a single value
 * names; one that cannot be made does not stand in the way of the others.
 */
export type NamedPart = Part & {id: string; amongOthers?: true};

export type NamedRuntime = NamedPart & {runtime: RuntimeName};

const isRuntime = (name: string): name is RuntimeName => runtimeNames.some(each => each === name);

const readBinary = (option: string, path: string): Buffer => {
	try {
		if (statSync(path).isFile()) return readFileSync(path);
	} catch (error) {
		throw new UsageError(`${option}: cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
	}
	throw new UsageError(`${option}: ${path} is not a file`);
};

const short = (digest: string): string => digest.slice(0, 12);

/** For a column that has no label. */
const nameOf = (text: string): string => sha256(text).slice(0, 6);

/** make expands what a variable holds, and the shell takes it after that: plain words only. */
const variable = /^[A-Za-z_][A-Za-z0-9_]*=[\w+./:@%= -]*$/;

/** Behind a tree, variables for make: `../criu,NETWORK_LOCK_DEFAULT=NETWORK_LOCK_NFTABLES`. @throws UsageError */
const splitVariables = (option: string, value: string): {source: string; variables: string[]} => {
	// The name of a folder may hold a comma.
	if (existsSync(value)) return {source: value, variables: []};
	const [source = '', ...variables] = value.split(',');
	const malformed = variables.find(each => !variable.test(each));
	if (malformed === undefined) return {source, variables};
	throw new UsageError(
		`${option}: "${malformed}" is no variable for make`,
		'Valid: src:TREE,NAME=VALUE,… with letters, digits, spaces and _ + - . / : @ % = in the value',
	);
};

const libcriuName = 'libcriu.so.2';

/** What is asked for: a runtime, CRIU with its library, that library on its own, or podman. */
export type PartName = RuntimeName | 'criu' | 'libcriu' | 'podman';

/** A folder holds the binary under its name, libraries that it needs, and of CRIU the libcriu that goes with it. */
export const findBinary = (option: string, name: PartName, path: string): Extract<Part, {source: 'binary'}> => {
	const isFolder = existsSync(path) && statSync(path).isDirectory();
	if (!isFolder) return {source: 'binary', path, digest: sha256(readBinary(option, path))};
	if (name === 'libcriu') return findBinary(option, name, join(path, libcriuName));
	const binary = join(path, name);
	const all = readdirSync(path).filter(each => /\.so(?:\.|$)/.test(each));
	const libraries = all.filter(each => name !== 'criu' || each !== libcriuName).map(each => join(path, each));
	return {
		source: 'binary',
		path: binary,
		digest: sha256(readBinary(option, binary)),
		...(name === 'criu' && all.includes(libcriuName) && {libcriu: join(path, libcriuName)}),
		...(libraries.length > 0 && {libraries: libraries.sort()}),
	};
};

/** Options that take the value whole, and the runtime's name before none. */
const isWhole = (name: PartName): boolean => !isRuntime(name);

/**
 * `value`: all behind the `=`, or of an option of its own all of it. Without a label, it is named for what it is.
 * @throws UsageError
 */
export const parsePart = (option: string, name: PartName, value: string): NamedPart => {
	const [, label, rest] = /^(?:([A-Za-z0-9._-]+)@)?(.+)$/.exec(value) ?? [];
	const forms = isWhole(name) ? ['package'] : [name];
	const prefix = isWhole(name) ? '' : `${name}=`;
	const sources = name === 'podman' ? [] : ['src:TREE', 'src:package', 'git:REPO@REF'];
	const valid = [
		...forms,
		...['PATH', 'FOLDER', 'LABEL@PATH', ...sources, 'copr:OWNER/PROJECT'].map(each => prefix + each),
		...(name === 'libcriu' ? ['image:ID'] : []),
	];
	if (rest === undefined) throw new UsageError(`${option}: names no binary`, `Valid: ${valid.join(', ')}`);
	const named = (part: Part, otherwise: string): NamedPart => {
		if (isRuntime(name) && !runtimes[name].compilable && part.source !== 'binary') {
			throw new UsageError(`${option}: ${name} is taken as a binary or as the image's package`);
		}
		if (name === 'podman' && (part.source === 'tree' || part.source === 'source package' || part.source === 'commit')) {
			throw new UsageError(`${option}: podman is not compiled`, `Valid: ${valid.join(', ')}`);
		}
		return {...part, id: `${name}@${label ?? otherwise}`};
	};
	if (rest.startsWith('src:')) {
		const {source, variables} = splitVariables(option, rest.slice('src:'.length));
		const given = variables.length > 0 && {variables};
		if (source === '') {
			throw new UsageError(`${option}: names no tree`, `Valid: ${prefix}src:TREE, ${prefix}src:package`);
		}
		if (source === 'package') {
			const suffix = given ? `-${nameOf(variables.join('\n'))}` : '';
			return named({source: 'source package', ...given}, `source${suffix}`);
		}
		const tree = resolve(source);
		requireFolder(option, tree);
		return named({source: 'tree', tree, ...given}, `tree-${nameOf([tree, ...variables].join('\n'))}`);
	}
	if (rest.startsWith('copr:')) {
		const project = rest.slice('copr:'.length);
		if (!/^@?\w[\w.-]*\/\w[\w.-]*$/.test(project)) throw new UsageError(`${option}: not OWNER/PROJECT: ${project}`);
		return named({source: 'copr', project}, project.replaceAll(/[@/]+/g, '-').replace(/^-/, ''));
	}
	if (name === 'libcriu' && rest.startsWith('image:')) {
		const image = rest.slice('image:'.length);
		return named({source: 'image', image}, image);
	}
	if (rest.startsWith('git:')) {
		const [commit, ...others] = commitsNamed(option, rest.slice('git:'.length));
		if (commit === undefined || others.length > 0) {
			throw new UsageError(
				`${option}: names ${others.length + 1} builds, and one is wanted`,
				`Valid: ${prefix}git:REPO@REF`,
			);
		}
		return named({source: 'commit', ...commit}, labelOf(commit.ref));
	}
	const part = findBinary(option, name, resolve(rest));
	return named(part, short(part.digest));
};

/** Values for one build each: `git:` may name several, by refs and ranges of releases. @throws UsageError */
const oneEach = (option: string, value: string): string[] => {
	const [, before = '', repository, refs = ''] = /^((?:[^=]*=)?git:)(.+)@([^@]+)$/.exec(value) ?? [];
	if (repository === undefined || !/,|\.\./.test(refs)) return [value];
	return commitsNamed(option, `${repository}@${refs}`).map(({ref}) => `${before}${repository}@${ref}`);
};

/**
 * Parses a value of `--runtime`: `crun`, or `crun=` and one of PATH, FOLDER, LABEL@PATH, src:TREE, src:package, git:REPO@REF,
 * copr:OWNER/PROJECT.
 * @throws UsageError naming the value and what would be valid
 */
export const parseRuntime = (value: string): NamedRuntime => {
	const [name = '', ...rest] = value.split('=');
	if (name === 'podman') {
		throw new UsageError(
			'--runtime podman: podman runs above a runtime',
			"Valid: crun, runc; with --podman BUILD a podman of your own, and --scenario 'podman-*' for its cells.",
		);
	}
	if (!isRuntime(name)) throw notAmong('--runtime', name, runtimeNames);
	if (rest.length === 0) return {source: 'package', id: name, runtime: name};
	return {...parsePart(`--runtime ${value}`, name, rest.join('=')), runtime: name};
};

/** Parses a value of `--criu`: `package`, or the forms of `--runtime`. @throws UsageError */
export const parseCriu = (value: string): NamedPart =>
	value === 'package' ? {source: 'package', id: 'criu'} : parsePart(`--criu ${value}`, 'criu', value);

/** Parses a value of `--libcriu`: `package`, `image:ID`, or the forms of `--criu`. @throws UsageError */
export const parseLibcriu = (value: string): NamedPart =>
	value === 'package' ? {source: 'package', id: 'libcriu'} : parsePart(`--libcriu ${value}`, 'libcriu', value);

/** Parses a value of `--podman`: `package`, PATH, FOLDER, LABEL@PATH, copr:OWNER/PROJECT. @throws UsageError */
export const parsePodman = (value: string): NamedPart =>
	value === 'package' ? {source: 'package', id: 'podman'} : parsePart(`--podman ${value}`, 'podman', value);

const parseEach = <Named extends NamedPart>(
	option: string,
	value: string,
	parse: (value: string) => Named,
): Named[] => {
	const named = oneEach(`${option} ${value}`, value).map(parse);
	return named.length === 1 ? named : named.map(part => ({...part, amongOthers: true}));
};

/** As parseRuntime, for a value that may name several. @throws UsageError */
export const parseRuntimes = (value: string): NamedRuntime[] => parseEach('--runtime', value, parseRuntime);

/** As parseCriu, for a value that may name several. @throws UsageError */
export const parseCrius = (value: string): NamedPart[] => parseEach('--criu', value, parseCriu);

/** As parseLibcriu, for a value that may name several. @throws UsageError */
export const parseLibcrius = (value: string): NamedPart[] => parseEach('--libcriu', value, parseLibcriu);
