// `netlock report`: render a run's reports again from its results.json.
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join, relative, resolve} from 'node:path';
import {Command} from 'commander';
import {z} from 'zod';
import {UsageError} from '../plan/usage.ts';
import {renderSummary} from '../report/terminal.ts';
import {type Results, results as schema} from '../results/schema.ts';
import {project} from '../run/project.ts';
import {writeReports} from '../run/write-reports.ts';
import {environment} from './environment.ts';

/** A run's folder: by path, by id, or the latest. @throws UsageError */
const findRun = (run: string | undefined): string => {
	const candidates = run === undefined ? [project.latest] : [resolve(run), join(project.runs, run)];
	const found = candidates.find(folder => existsSync(join(folder, 'results.json')));
	if (found !== undefined) return found;
	throw new UsageError(
		run === undefined ? 'there is no run yet' : `there is no run "${run}"`,
		'Run `netlock run` first.',
	);
};

/** @throws UsageError when the file is not netlock's */
const readResults = async (folder: string): Promise<Results> => {
	const file = join(folder, 'results.json');
	const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
	if (parsed.success) return parsed.data;
	throw new UsageError(`${file} is not a results file of version 1`, z.prettifyError(parsed.error));
};

const report = async (run: string | undefined): Promise<void> => {
	const folder = findRun(run);
	const results = await readResults(folder);
	await writeReports(folder, results, false);
	process.stdout.write(`${renderSummary(results, {colour: environment.colours(), width: environment.width()})}\n`);
	process.stdout.write(`\nReport: ${relative(process.cwd(), folder) || '.'}/index.html\n`);
};

export const reportCommand = (): Command =>
	new Command('report')
		.argument('[run]', 'folder or id of a run (default: the latest)')
		.description('render a run’s reports again')
		.action(report);
