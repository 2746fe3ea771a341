// Writes what a run leaves: results.json, its reports, its entry in history; and points reports/latest at them.
import {rename, rm, symlink} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {project} from '../model/checkout.ts';
import type {Results} from '../model/results.ts';
import {type Format, formats, usualFormats} from '../report/formats.ts';
import {documentText} from '../results/documents.ts';
import {record} from '../results/history/store.ts';
import {shortMessageOf} from '../support/errors.ts';
import {writeWhole} from '../support/write-whole.ts';

export const pointLatest = async (folder: string): Promise<void> => {
	const next = `${project.latest}.${process.pid}`;
	await rm(next, {force: true});
	await symlink(relative(dirname(project.latest), folder), next);
	await rename(next, project.latest);
};

export const writeResults = (folder: string, results: Results): void =>
	writeWhole(join(folder, 'results.json'), documentText('results', results));

/** The files that were written: a report that has nothing to say is left out. @throws FileNotWritten */
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

/** A run is not lost for a history that cannot be written or read. @returns why history did not take it in */
export const recordIn = (history: string, results: Results): string | undefined => {
	try {
		record(history, results);
		return undefined;
	} catch (error) {
		return shortMessageOf(error);
	}
};
