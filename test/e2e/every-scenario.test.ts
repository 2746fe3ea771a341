// Every scenario once, in the image that shows most: the twin of CentOS Stream 10. The lock is left to CRIU, or is
// nftables for scenarios that need a requested lock.
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';
import {netlockRun} from './netlock.ts';

test('every scenario runs or says why not, all outcomes are expected, and no outcome is an error', async t => {
	t.timeout(900_000);
	const {exit, stdout, results} = await netlockRun('--image', 'debian-forky-nftables', '--lock', 'unset,nftables');
	t.is(exit, 0, stdout);
	t.deepEqual(
		results.cells.filter(({outcome, unexpected}) => outcome === 'error' || unexpected),
		[],
	);
	const silent = results.cells.filter(({outcome, reason}) => outcome === 'skip' && !reason);
	t.deepEqual(silent, []);
	const images = (await readImages(project.images)).map(({id}) => id);
	const files = new Set((await readScenarios(project.scenarios, images)).map(({file}) => file));
	t.true(files.size >= 30, `${files.size} scenario files`);
	const ran = new Set(results.cells.filter(({evidence}) => evidence !== undefined).map(({scenario}) => scenario));
	t.true(ran.size >= 30, `${ran.size} scenarios ran`);
});
