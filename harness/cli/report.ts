// `netlock report`: writes a run's reports again from its results.json, or from plan and events if netlock was killed;
// or prints the bug report of one cell.
import {existsSync, statSync} from 'node:fs';
import {basename, dirname, relative} from 'node:path';
import {Command} from 'commander';
import {project} from '../model/checkout.ts';
import type {Results} from '../model/results.ts';
import {UsageError} from '../model/usage-error.ts';
import {noSuchCell} from '../plan/cell-ids.ts';
import {type CellFormat, cellFormatNames, cellFormats} from '../report/cell-formats.ts';
import {type Format, formatNames} from '../report/formats.ts';
import {renderSummary} from '../report/terminal.ts';
import {readResultsAt} from '../results/read.ts';
import {recoverResults} from '../run/recover.ts';
import {resultsFile, writeReports} from '../run/write-reports.ts';
import {nearest} from '../support/nearest.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {findRun, isBegun, runWords} from './find-run.ts';
import {formatsOf, reportFormatOption, verboseOption} from './options.ts';

type Options = {cell?: string; format: (Format | CellFormat)[]; verbose?: boolean};

/** `reports/runs/…/index.html, matrix.md`: all files are in one folder. */
export const nameReports = ([first, ...others]: readonly string[]): {report?: string} =>
	first === undefined
		? {}
		: {report: [relative(process.cwd(), first), ...others.map(file => basename(file))].join(', ')};

const ofRun = (named: Options['format']): Format[] => formatNames.filter(name => named.includes(name));
const ofCell = (named: Options['format']): CellFormat[] => cellFormatNames.filter(name => named.includes(name));

/** The report of one cell, for standard output. @throws UsageError */
export const cellReport = (results: Results, id: string, named: Options['format']): string => {
	const [format = 'bug', ...more] = ofCell(named);
	if (more.length > 0 || ofRun(named).length > 0) {
		throw new UsageError(`--cell: takes one format of ${cellFormatNames.join(', ')}`);
	}
	const cell = results.cells.find(each => each.id === id);
	if (cell === undefined) {
		const ids = results.cells.map(each => each.id);
		throw noSuchCell(id, nearest(id, ids), `run ${results.run.id} has ${ids.length}.`);
	}
	const report = cellFormats[format](cell, results);
	if ('text' in report) return report.text;
	throw new UsageError(
		`--format ${format}: there is none of this cell: ${report.why}`,
		'`netlock rerun` runs the scenario itself again, with its verdict.',
	);
};

const report = async (run: string | undefined, {cell, format, verbose = false}: Options): Promise<void> => {
	const found = findRun(run, project, isBegun);
	const folder = statSync(found).isFile() ? dirname(found) : found;
	const isFinished = statSync(found).isFile() || existsSync(resultsFile(folder));
	const results = isFinished ? await readResultsAt(found) : await recoverResults(folder);
	if (cell !== undefined) {
		process.stdout.write(cellReport(results, cell, format));
		return;
	}
	const [unnamed] = ofCell(format);
	if (unnamed !== undefined) throw new UsageError(`--format ${unnamed}: is of one cell`, 'Name it: --cell ID');
	const files = await writeReports(folder, results, formatsOf(ofRun(format)));
	process.stdout.write(renderSummary(results, {...environment.terminal(), verbose, ...nameReports(files)}));
};

export const reportCommand = (): Command =>
	withExamples(
		new Command('report')
			.argument('[run]', `${runWords} (default: latest)`)
			.description('write the reports of a run again, even if it was killed; or print the bug report of a cell')
			.option('--cell <id>', 'a failed cell: prints its bug report, or with --format script only the script in it')
			.addOption(reportFormatOption())
			.addOption(verboseOption()),
		{
			report: 'Of the latest run.',
			'report --verbose': 'Its matrix in the terminal too.',
			'report ./artifacts/netlock': 'The reports of a run of another machine.',
			'report --format html,markdown': 'These reports only.',
			'report --cell debian-forky/crun/nftables/tcp-veth --format bug': 'What to paste into a bug tracker.',
			'report --cell debian-forky/crun/nftables/tcp-veth --format script':
				'A script of sh, crun, criu, ip and nft, which exits with 1 if the failure appears.',
		},
	).action(report);
