// Writes results.json and the reports of a run, and points reports/latest at them.
import {rename, rm, symlink} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {project} from '../model/checkout.ts';
import type {Results} from '../model/results.ts';
import {type Format, formats, usualFormats} from '../report/formats.ts';
import {resultsText} from '../results/results-text.ts';
import {writeWhole} from '../support/write-whole.ts';

export const pointLatest = async (folder: string): Promise<void> => {
	const next = `${project.latest}.${process.pid}`;
	await rm(next, {force: true});
	await symlink(relative(dirname(project.latest), folder), next);
	await rename(next, project.latest);
};

export const resultsFile = (folder: string): string => join(folder, 'results.json');

export const writeResults = (folder: string, results: Results): void =>
	writeWhole(resultsFile(folder), resultsText(results));

/** Loads the renderers ahead of `writeReports`, which says so if one of them cannot be loaded. */
export const loadReports = (wanted: readonly Format[] = usualFormats): void => {
	for (const format of wanted) formats[format].load().catch(() => {});
};

/** Returns the files that were written. A report without content is left out. @throws FileNotWritten */
export const writeReports = async (
	folder: string,
	results: Results,
	wanted: readonly Format[] = usualFormats,
): Promise<string[]> => {
	const files: string[] = [];
	for (const format of wanted) {
		const content = (await formats[format].load())(results);
		if (content === undefined) continue;
		const file = join(folder, formats[format].file);
		writeWhole(file, content);
		files.push(file);
	}
	return files;
};
