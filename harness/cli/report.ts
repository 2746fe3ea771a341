// `netlock report`: render a run's reports again from its results.json.
import {statSync} from 'node:fs';
import {basename, dirname, relative} from 'node:path';
import {Command} from 'commander';
import type {Format} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {readResultsAt} from '../results/read.ts';
import {writeReports} from '../run/write-reports.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {findRun, runWords} from './find-run.ts';
import {formatOption, formatsOf, verboseOption} from './options.ts';

/** `reports/runs/…/index.html, matrix.md`: all are in one folder. */
export const nameReports = ([first, ...others]: readonly string[]): {report?: string} =>
	first === undefined
		? {}
		: {report: [relative(process.cwd(), first), ...others.map(file => basename(file))].join(', ')};

const report = async (
	run: string | undefined,
	{format, verbose = false}: {format: Format[]; verbose?: boolean},
): Promise<void> => {
	const found = findRun(run);
	const results = await readResultsAt(found);
	const folder = statSync(found).isFile() ? dirname(found) : found;
	const files = await writeReports(folder, results, formatsOf(format));
	process.stdout.write(renderSummary(results, {...environment.terminal(), verbose, ...nameReports(files)}));
};

export const reportCommand = (): Command =>
	withExamples(
		new Command('report')
			.argument('[run]', `${runWords} (default: latest)`)
			.description('render a run’s reports again')
			.addOption(formatOption())
			.addOption(verboseOption()),
		{
			report: 'Of the latest run.',
			'report --verbose': 'Its matrix in the terminal too.',
			'report ./artifacts/netlock': 'Of a run that another machine made.',
			'report --format html,markdown': 'These reports only.',
		},
	).action(report);
