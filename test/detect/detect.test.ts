// Every scenario has been seen to fail: each row breaks one thing, runs the real cell, and reads its verdict.
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';
import {isSkipped, missed, readRows, runRow} from './rows.ts';

const rows = await readRows();

for (const row of rows) {
	const {scenario, defect, image, runtime, lock} = row;
	test(`${scenario} fails when ${runtime} ${defect} (${image}, ${lock})`, async t => {
		t.timeout(1_800_000);
		const cell = await runRow(row);
		if (isSkipped(row, cell)) t.log(`not seen on this kernel: ${cell.reason}`);
		t.is(missed(row, cell), undefined);
	});
}

test('every scenario has a row', async t => {
	const seen = new Set(rows.map(({scenario}) => scenario));
	const images = (await readImages(project.images)).map(({id}) => id);
	const scenarios = await readScenarios(project.scenarios, images);
	// A file with destinations is one behaviour: one destination is enough.
	const files = new Set(scenarios.filter(({id}) => seen.has(id)).map(({file}) => file));
	const never = scenarios.filter(({file}) => !files.has(file)).map(({id}) => id);
	t.deepEqual(never, []);
});
