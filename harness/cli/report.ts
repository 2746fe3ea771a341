// `netlock report`: render a run's reports again from its results.json.
import {statSync} from 'node:fs';
import {dirname, relative} from 'node:path';
import {Command} from 'commander';
import type {Format} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {readResultsAt} from '../results/read.ts';
import {writeReports} from '../run/write-reports.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {findRun, runWords} from './find-run.ts';
import {formatOption, formatsOf} from './options.ts';

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
			.argument('[run]', `${runWords} (default: latest)`)
			.description('render a run’s reports again')
			.addOption(formatOption()),
		{
			report: 'Of the latest run.',
			'report ./artifacts/netlock': 'Of a run that another machine made.',
			'report --format html,markdown': 'These reports only.',
		},
	).action(report);
