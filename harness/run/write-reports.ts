// Writes a run's reports from its results: results.json, matrix.md, index.html, and
// cross-restore.md when restores in other places were run; and points reports/latest at them.
import {rename, rm, symlink, writeFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {project} from '../model/checkout.ts';
import type {Results} from '../model/results.ts';
import {renderCrossRestore} from '../report/cross-restore.ts';
import {renderHtml} from '../report/html.ts';
import {renderMarkdown} from '../report/markdown.ts';

const pointLatest = async (folder: string): Promise<void> => {
	const next = `${project.latest}.${process.pid}`;
	await rm(next, {force: true});
	await symlink(relative(dirname(project.latest), folder), next);
	await rename(next, project.latest);
};

/** Every file is whole or not there. */
export const writeReports = async (folder: string, results: Results, isLatest: boolean): Promise<void> => {
	const write = async (name: string, content: string): Promise<void> => {
		await writeFile(join(folder, `${name}.part`), content);
		await rename(join(folder, `${name}.part`), join(folder, name));
	};
	await write('results.json', `${JSON.stringify(results, null, '\t')}\n`);
	await write('matrix.md', renderMarkdown(results));
	await write('index.html', renderHtml(results));
	const crossRestore = renderCrossRestore(results);
	if (crossRestore !== undefined) await write('cross-restore.md', crossRestore);
	if (isLatest) await pointLatest(folder);
};
