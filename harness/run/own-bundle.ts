// Reads and checks the user's own bundle before anything runs. A sandbox could only say that its container does not
// start.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {ownConfig} from '../bundle/own-config.ts';
import {FileInvalid, lineOf, readYaml} from '../model/read-yaml.ts';
import {UsageError} from '../model/usage-error.ts';
import type {PlannedBundle} from '../results/plan.ts';
import {isRegularFile} from '../support/regular-file.ts';
import {sha256} from '../support/sha256.ts';

const help = 'What a bundle must have is described in docs/own-bundle.md';

/** YAML allows more than JSON, but runtimes read JSON. */
const requireJson = (file: string): void => {
	try {
		JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new FileInvalid(file, `is not JSON: ${(error as Error).message}`, help);
	}
};

/** @throws UsageError, FileInvalid: the file, the line and the field */
export const readOwnBundle = async (folder: string): Promise<PlannedBundle> => {
	const file = join(folder, 'config.json');
	if (!existsSync(file)) throw new UsageError(`--bundle: there is no ${file}`, help);
	if (!isRegularFile(file)) throw new UsageError(`--bundle: ${file} is no regular file`, help);
	requireJson(file);
	const config = await readYaml(file, ownConfig, help);
	const root = join(folder, config.root.path);
	if (!statSync(root, {throwIfNoEntry: false})?.isDirectory()) {
		const at = lineOf(readFileSync(file, 'utf8'), ['root', 'path']);
		throw new FileInvalid(file, [{at, what: `root.path: there is no folder ${root}`}], help);
	}
	return {folder, config, digest: sha256(readFileSync(file))};
};
