// The `netlock compare` command: its three formats, its exit status, and its refusals.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {sampleResults} from '../fixtures/results.ts';
import {netlock} from './netlock.ts';

test('compare exits with 1 for a regression, with 0 for none, and with 2 for a folder that is no run', async t => {
	const before = sampleResults();
	const after = structuredClone(before);
	const cell = after.cells.find(({outcome, runtime}) => outcome === 'pass' && runtime === 'crun');
	if (!cell) return t.fail('the sample has no passing cell');
	Object.assign(cell, {outcome: 'fail', layer: 'request', reason: 'field 64 is iptables', unexpected: true});
	for (const {facts} of after.images) if (facts?.runtimes.crun) facts.runtimes.crun.digest = 'another';
	const folder = await folderWith(t, {
		'a/results.json': JSON.stringify(before),
		'b/results.json': JSON.stringify(after),
		'broken.json': '{"schema": 1}',
	});
	const [a, b] = [join(folder, 'a'), join(folder, 'b/results.json')];

	const regressed = await netlock('compare', a, b);
	t.is(regressed.exit, 1, regressed.stderr);
	t.true(
		regressed.stdout.includes(`  ${cell.id}  pass → fail\n    request: field 64 is iptables\n    changed: the build`),
	);
	t.is((await netlock('compare', a, a)).exit, 0);

	const json = await netlock('compare', a, b, '--format', 'json');
	t.is(JSON.parse(json.stdout).changes.filter((each: {kind: string}) => each.kind === 'regressed').length, 1);
	t.regex((await netlock('compare', a, b, '--format', 'markdown')).stdout, /^\*\*❌ 1 cell regressed/);

	await writeFile(join(folder, 'cut.json'), '{"schema": 1, "run"');
	for (const words of [
		[a, join(folder, 'nowhere')],
		[a, join(folder, 'broken.json')],
		[a, join(folder, 'cut.json')],
		[a, b, '--map', 'crun'],
		[a, b, '--map', 'crun=nobody'],
		[a, b, '--format', 'pdf'],
	]) {
		const {exit, stderr} = await netlock('compare', ...words);
		t.is(exit, 2, words.join(' '));
		t.notRegex(stderr, /at .*\.ts:\d+/);
	}
});
