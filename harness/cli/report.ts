// `netlock report`: render a run's reports again from its results.json.
import {existsSync, statSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {Command} from 'commander';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import type {Format} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {readResultsAt} from '../results/read.ts';
import {writeReports} from '../run/write-reports.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {formatOption, formatsOf} from './options.ts';

/** A run's folder: by path, by id, or the latest; also a results file. @throws UsageError */
export const findRun = (run: string | undefined): string => {
	if (run !== undefined && existsSync(run) && statSync(run).isFile()) return resolve(run);
	const candidates = run === undefined ? [project.latest] : [resolve(run), join(project.runs, run)];
	const found = candidates.find(folder => existsSync(join(folder, 'results.json')));
	if (found !== undefined) return found;
	throw new UsageError(
		run === undefined ? 'there is no run yet' : `there is no run "${run}"`,
		'Run `netlock run` first.',
	);
};

/** `Report: reports/runs/…/index.html`, a line for each file. */
export const nameReports = (files: readonly string[]): string =>
	files.map(file => `Report: ${relative(process.cwd(), file)}\n`).join('');

const report = async (run: string | undefined, {format}: {format: Format[]}): Promise<void> => {
	const found = findRun(run);
	const results = await readResultsAt(found);
	const folder = statSync(found).isFile() ? dirname(found) : found;
	const files = await writeReports(folder, results, formatsOf(format));
	process.stdout.write(`${renderSummary(results, {colour: environment.colours(), width: environment.width()})}\n`);
	process.stdout.write(`\n${nameReports(files)}`);
};

export const reportCommand = (): Command =>
	withExamples(
		new Command('report')
			.argument('[run]', 'folder or id of a run, or a results.json (default: the latest run)')
			.description('render a run’s reports again')
			.addOption(formatOption()),
		{
			report: 'Of the latest run.',
			'report ./artifacts/netlock': 'Of a run that another machine made.',
			'report --format html,markdown': 'These reports only.',
		},
	).action(report);
