// A failing cell has its reproducer beside its saved files, and in its list of files.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {saveReproducers} from '../../harness/run/save-reproducers.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const at = 'cells/forky/crun/nftables/explicit-lock';
const kept = [`${at}/verdict.txt`, `${at}/commands.sh`, `${at}/cell/criu-1/dump.log`];
const passing = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'explicit-lock'});
const failing: CellResult = {
	...passing,
	...{outcome: 'fail', unexpected: true, layer: 'request', reason: 'skip was sent', files: kept},
	evidence: {
		operations: (passing.evidence?.operations ?? []).slice(0, 1).map(operation => ({
			...operation,
			command: 'crun checkpoint --network-lock nftables --image-path /cell/image-1 --work-path /cell/criu-1 netlock',
			request: 'skip',
		})),
	},
};

test('a failing cell gets its reproducer, once, after its commands', async t => {
	const folder = await folderWith(t, {[`${at}/commands.sh`]: ''});
	const results = saveReproducers(folder, makeResults({cells: [failing]}));
	t.deepEqual(results.cells[0]?.files, [kept[0], kept[1], `${at}/reproducer.sh`, kept[2]]);
	const script = join(folder, at, 'reproducer.sh');
	execFileSync('sh', ['-n', script]);
	t.regex(readFileSync(script, 'utf8'), /nftables/);
	t.deepEqual(saveReproducers(folder, results), results);
});

test('a cell without saved files, a cell that passes, and a failure that no script can show have no reproducer', async t => {
	const folder = await folderWith(t, {[`${at}/commands.sh`]: ''});
	const elsewhere = await folderWith(t, {});
	const cells: CellResult[] = [
		{...failing, files: []},
		{...failing, outcome: 'pass'},
		{...failing, outcome: 'error'},
	];
	for (const cell of cells) t.deepEqual(saveReproducers(folder, makeResults({cells: [cell]})).cells, [cell]);
	t.deepEqual(saveReproducers(elsewhere, makeResults({cells: [failing]})).cells, [failing]);
	t.false(existsSync(join(folder, at, 'reproducer.sh')));
});
