// What `--runtime` asks for: the image's package, or a binary on disk.
import {createHash} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {type RuntimeName, runtimeNames} from '../plan/axes.ts';
import {notAmong, UsageError} from '../plan/usage.ts';

/** `id` is the column's name: `crun` for a package, `crun@label` for a binary. */
export type Build =
	| {id: string; runtime: RuntimeName; source: 'package'}
	| {id: string; runtime: RuntimeName; source: 'binary'; path: string; digest: string};

const isRuntime = (name: string): name is RuntimeName => runtimeNames.some(each => each === name);

const readBinary = (option: string, path: string): Buffer => {
	try {
		if (statSync(path).isFile()) return readFileSync(path);
	} catch (error) {
		throw new UsageError(`${option}: cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
	}
	throw new UsageError(`${option}: ${path} is not a file`);
};

/**
 * Parses `crun`, `crun=PATH` and `crun=LABEL@PATH`. Without a label, a binary is named for its content.
 * @throws UsageError naming the value and what would be valid
 */
export const parseBuild = (value: string): Build => {
	const option = `--runtime ${value}`;
	const [name = '', ...rest] = value.split('=');
	if (!isRuntime(name)) throw notAmong('--runtime', name, runtimeNames);
	if (rest.length === 0) return {id: name, runtime: name, source: 'package'};
	const [, label, file] = /^(?:([A-Za-z0-9._-]+)@)?(.+)$/.exec(rest.join('=')) ?? [];
	if (file === undefined) {
		throw new UsageError(`${option}: names no binary`, `Valid: ${name}, ${name}=PATH, ${name}=LABEL@PATH`);
	}
	const path = resolve(file);
	const digest = createHash('sha256').update(readBinary(option, path)).digest('hex');
	return {id: `${name}@${label ?? digest.slice(0, 12)}`, runtime: name, source: 'binary', path, digest};
};
