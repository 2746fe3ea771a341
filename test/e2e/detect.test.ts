// Every scenario has been seen to fail: each row breaks one thing, runs the real cell, and reads its verdict.
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';
import {project} from '../../harness/run/project.ts';
import type {Row} from '../detect/row.ts';
import {netlockRun, root} from './netlock.ts';

const folder = join(root, 'test/detect');

const readRows = async (): Promise<Row[]> => {
	const files = readdirSync(join(folder, 'rows')).sort();
	const modules = await Promise.all(files.map(file => import(join(folder, 'rows', file)) as Promise<{rows: Row[]}>));
	return modules.flatMap(({rows}) => rows);
};

const rows = await readRows();

const buildOf = (row: Row): string =>
	'saboteur' in row ? `${row.runtime}=broken@${join(folder, 'saboteurs', row.saboteur)}` : row.runtime;

for (const row of rows) {
	const {scenario, defect, image, runtime, lock, layer, verdict} = row;
	test(`${scenario} fails when ${runtime} ${defect} (${image}, ${lock})`, async t => {
		t.timeout(300_000);
		const {results} = await netlockRun(
			'--image',
			image,
			'--runtime',
			buildOf(row),
			'--lock',
			lock,
			'--scenario',
			scenario,
			...(row.destination === undefined ? [] : ['--image', row.destination]),
		);
		const cell = results.cells.find(each => each.image === image);
		t.is(cell?.outcome, 'fail', cell?.reason);
		t.is(cell?.layer, layer, cell?.reason);
		t.regex(cell?.reason ?? '', verdict);
	});
}

test('every scenario has a row', async t => {
	const seen = new Set(rows.map(({scenario}) => scenario));
	const images = await readImages(project.images);
	const scenarios = await readScenarios(
		project.scenarios,
		images.map(({id}) => id),
	);
	// A file with destinations is one behaviour: it has been seen to fail once it has in one of them.
	const files = new Set(scenarios.filter(({id}) => seen.has(id)).map(({file}) => file));
	t.deepEqual(
		scenarios.filter(({file}) => !files.has(file)).map(({id}) => id),
		[],
	);
});
