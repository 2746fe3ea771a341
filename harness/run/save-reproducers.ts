// Writes the reproducer of each failing cell beside its saved files: a script that shows the failure without netlock, for
// a bug report.
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {scriptOf} from '../report/bug/bug-report.ts';
import {writeWhole} from '../support/write-whole.ts';

const reproducerName = 'reproducer.sh';

/** `folder`: of the run. Existing files of an earlier run of netlock stay. */
const withReproducer = (folder: string, cell: CellResult, results: Results): CellResult => {
	const {outcome, files = []} = cell;
	const beside = files.find(file => file.endsWith('/commands.sh'));
	if (outcome !== 'fail' || beside === undefined) return cell;
	const found = scriptOf(cell, results);
	const name = join(dirname(beside), reproducerName);
	if ('why' in found || files.includes(name) || !existsSync(join(folder, beside))) return cell;
	writeWhole(join(folder, name), found.script);
	return {...cell, files: files.flatMap(file => (file === beside ? [file, name] : [file]))};
};

/** Adds the reproducers to the files of the cells. A failure that no script can show has none. @throws FileNotWritten */
export const saveReproducers = (folder: string, results: Results): Results => ({
	...results,
	cells: results.cells.map(cell => withReproducer(folder, cell, results)),
});
