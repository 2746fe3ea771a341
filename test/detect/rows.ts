// The rows, and how one runs: the real cell, with one defect.
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {Semaphore} from '../../harness/support/semaphore.ts';
import {netlockRun, root} from '../e2e/netlock.ts';
import type {Row} from './row.ts';

const folder = join(root, 'test/detect');

/** Every row, in the order of the files in rows/. */
export const readRows = async (): Promise<Row[]> => {
	const files = readdirSync(join(folder, 'rows')).sort();
	const modules = await Promise.all(files.map(file => import(join(folder, 'rows', file)) as Promise<{rows: Row[]}>));
	return modules.flatMap(({rows}) => rows);
};

const buildOf = (row: Row): string =>
	'saboteur' in row ? `${row.runtime}=broken@${join(folder, 'saboteurs', row.saboteur)}` : row.runtime;

/** How many rows run at the same time. Each is a whole `netlock run` with one cell. */
const slots = new Semaphore(3);

export const runRow = async (row: Row): Promise<CellResult> => {
	const {scenario, image, lock, destination} = row;
	const images = ['--image', image, ...(destination === undefined ? [] : ['--image', destination])];
	await slots.enter();
	try {
		const {results} = await netlockRun(...images, '--runtime', buildOf(row), '--lock', lock, '--scenario', scenario);
		const cell = results.cells.find(each => each.image === image);
		if (!cell) throw new Error(`${scenario} has no cell in ${image} with ${lock}`);
		return cell;
	} finally {
		slots.leave();
	}
};

/** Whether this kernel cannot show the defect, by the cell's own reason. */
export const isSkipped = ({skipped}: Row, {outcome, reason = ''}: CellResult): boolean =>
	outcome === 'skip' && skipped?.test(reason) === true;

/** What is wrong with the cell's verdict. Undefined when the defect was caught on its layer, with these words. */
export const missed = (row: Row, cell: CellResult): string | undefined => {
	if (isSkipped(row, cell)) return undefined;
	if (cell.outcome !== 'fail') return `it is ${cell.outcome}: ${cell.reason ?? ''}`;
	if (cell.layer !== row.layer) return `it is caught at ${cell.layer}, not at ${row.layer}: ${cell.reason}`;
	return row.verdict.test(cell.reason ?? '') ? undefined : `its verdict is: ${cell.reason}`;
};
