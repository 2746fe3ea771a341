// Every patch of the set has its cell, and every cell can run.

import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';
import {runtimes} from '../../harness/runtimes/runtime.ts';
import {defects} from './defects.ts';

const folder = fileURLToPath(new URL('patches/', import.meta.url));

test('every patch is in a defect, and every defect has its patches', t => {
	const there = ['crun', 'criu'].flatMap(tree => readdirSync(`${folder}${tree}`).map(file => `${tree}/${file}`));
	const named = defects.flatMap(({patches}) => patches.map(({project: tree, file}) => `${tree}/${file}`));
	t.deepEqual(named.toSorted(), there.toSorted());
});

test('every defect has its own id', t => {
	t.is(new Set(defects.map(({id}) => id)).size, defects.length);
});

test('every cell is a cell of netlock', async t => {
	const images = (await readImages(project.images)).map(({id}) => id);
	const scenarios = await readScenarios(project.scenarios, images);
	for (const {id, image = 'debian-trixie', scenario, lock, runtime = 'crun'} of defects) {
		t.true(images.includes(image), `${id}: image ${image}`);
		const declared = scenarios.find(each => each.id === scenario);
		t.true(declared?.spec.locks.includes(lock), `${id}: ${scenario} with ${lock}`);
		t.true(declared?.spec.runtimes?.(runtimes[runtime]) ?? true, `${id}: ${scenario} with ${runtime}`);
	}
});
