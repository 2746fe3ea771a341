// Known issues and scenarios of the user's own project, beside netlock's.
import {createHash} from 'node:crypto';
import {cpSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {project} from '../model/checkout.ts';
import type {KnownIssue} from '../model/known-issue.ts';
import {UsageError} from '../model/usage-error.ts';
import {readKnownIssues} from '../plan/known-issues.ts';
import {readInPlaceOf, scenarioFiles} from '../plan/scenario-files.ts';
import {readRegularFile} from '../support/regular-file.ts';

/** Files of the user's own project. Paths are absolute. */
export type Own = {knownIssues?: string; scenarios?: string};

const refuseTwice = (what: string, own: readonly string[], ours: readonly string[]): void => {
	const twice = own.find(id => ours.includes(id));
	if (twice !== undefined) throw new UsageError(`${what} ${twice} is netlock's too`, 'Give yours another name.');
};

/**
 * The user's own issues come first: if two cover a cell, the user's says what is expected. @throws FileInvalid,
 * UsageError
 */
export const readAllIssues = async ({knownIssues: file}: Own = {}): Promise<KnownIssue[]> => {
	const ours = await readKnownIssues(project.knownIssues);
	if (file === undefined) return ours;
	const own = await readKnownIssues(file);
	refuseTwice(
		'known issue',
		own.map(({id}) => id),
		ours.map(({id}) => id),
	);
	return [...own, ...ours];
};

/**
 * Copies the folder into this checkout, to a path named for its content: AVA only runs files of the checkout, and only
 * there can scenarios import `netlock`.
 */
const copyHere = (folder: string): string => {
	const digest = createHash('sha256');
	for (const name of scenarioFiles(folder)) digest.update(`${name}\0`).update(readRegularFile(join(folder, name)));
	const copy = join(project.ownScenarios, digest.digest('hex').slice(0, 16));
	cpSync(folder, copy, {recursive: true});
	readInPlaceOf(folder, copy);
	return copy;
};

/** The folders with scenarios, as they are written. */
export const originalFolders = ({scenarios: folder}: Own = {}): string[] =>
	folder === undefined ? [project.scenarios] : [project.scenarios, folder];

/** The folders with scenarios, as AVA runs them. @throws UsageError */
export const scenarioFolders = ({scenarios: folder}: Own = {}): string[] => {
	if (folder === undefined) return [project.scenarios];
	if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}`, 'Mend `scenarios` in netlock.yaml.');
	refuseTwice('scenario file', scenarioFiles(folder), scenarioFiles(project.scenarios));
	return [project.scenarios, copyHere(folder)];
};
