// What `--runtime`, `--criu`, `--libcriu` and `--podman` ask for: the image's package, a binary on disk, or sources to be compiled in each image.
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {type RuntimeName, runtimeNames} from '../model/axes.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {nearPathsHelp} from '../support/near-paths.ts';
import {isRegularFile} from '../support/regular-file.ts';
import {sha256} from '../support/sha256.ts';
import {commitsNamed, labelOf} from './commits-named.ts';
import {splitVariables} from './make-variables.ts';
import type {NamedPart, NamedRuntime, Part, PartName} from './part.ts';
import {requireFolder} from './source-tree.ts';

const isRuntime = (name: string): name is RuntimeName => runtimeNames.some(each => each === name);

const readBinary = (option: string, path: string): Buffer => {
	try {
		if (statSync(path).isFile()) return readFileSync(path);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		throw new UsageError(`${option}: cannot read ${path}: ${code}`, nearPathsHelp(path, code));
	}
	throw new UsageError(`${option}: ${path} is not a file`);
};

const short = (digest: string): string => digest.slice(0, 12);

/** A short name for a column without a label. */
const nameOf = (text: string): string => sha256(text).slice(0, 6);

const libcriuName = 'libcriu.so.2';

/** A folder holds the binary under its own name, the libraries that it needs and, for CRIU, its libcriu.so.2. */
export const findBinary = (option: string, name: PartName, path: string): Extract<Part, {source: 'binary'}> => {
	const isFolder = existsSync(path) && statSync(path).isDirectory();
	if (!isFolder) return {source: 'binary', path, digest: sha256(readBinary(option, path))};
	if (name === 'libcriu') return findBinary(option, name, join(path, libcriuName));
	const binary = join(path, name);
	const all = readdirSync(path).filter(each => /\.so(?:\.|$)/.test(each) && isRegularFile(join(path, each)));
	const libraries = all.filter(each => name !== 'criu' || each !== libcriuName).map(each => join(path, each));
	return {
		source: 'binary',
		path: binary,
		digest: sha256(readBinary(option, binary)),
		...(name === 'criu' && all.includes(libcriuName) && {libcriu: join(path, libcriuName)}),
		...(libraries.length > 0 && {libraries: libraries.sort()}),
	};
};

/** Whether the option takes only the value (`--criu=PATH`), without the name of a runtime before it. */
const isWhole = (name: PartName): boolean => !isRuntime(name);

/**
 * `value`: the text after the `=`, or the whole value of an option such as `--criu`. Without a label, the part is named
 * after its source.
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

/**
 * Splits a value into one value for each build: `git:` may name several refs and ranges of releases. @throws UsageError
 */
const oneEach = (option: string, value: string): string[] => {
	const [, before = '', repository, refs = ''] = /^((?:[^=]*=)?git:)(.+)@([^@]+)$/.exec(value) ?? [];
	if (repository === undefined || !/,|\.\./.test(refs)) return [value];
	return commitsNamed(option, `${repository}@${refs}`).map(({ref}) => `${before}${repository}@${ref}`);
};

/**
 * Parses a value of `--runtime`: `crun`, or `crun=` and one of PATH, FOLDER, LABEL@PATH, src:TREE, src:package,
 * git:REPO@REF, copr:OWNER/PROJECT.
 * @throws UsageError with the value and the valid forms
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

/** Like parseRuntime, for a value that may name several. @throws UsageError */
export const parseRuntimes = (value: string): NamedRuntime[] => parseEach('--runtime', value, parseRuntime);

/** Like parseCriu, for a value that may name several. @throws UsageError */
export const parseCrius = (value: string): NamedPart[] => parseEach('--criu', value, parseCriu);

/** Like parseLibcriu, for a value that may name several. @throws UsageError */
export const parseLibcrius = (value: string): NamedPart[] => parseEach('--libcriu', value, parseLibcriu);
