// The fuzzer's guide: code that is reached for the first time is new, once.
import test from 'ava';
import {startCoverage} from './coverage.ts';

test('an input that reaches new code leads to further ones, and a similar one does not', async t => {
	const {take, since} = await startCoverage();
	const {lockInRuleset} = await import('../../harness/evidence/ruleset.ts');
	const {tryTarget} = await import('./try-target.ts');
	const read = (): unknown => lockInRuleset('{"nftables": []}');
	await take();
	const first = await since(async () => read());
	t.true(first.size > 0);
	t.true((await take()).size === 0, 'a look by `since` is none of `take`');
	read();
	t.true((await take()).size > 0);
	read();
	t.is((await take()).size, 0);

	const target = {
		name: 'x',
		corpus: [Buffer.from('{"nftables": []}')],
		read: (input: Buffer) => lockInRuleset(`${input}`),
	};
	const {kept} = await tryTarget(target, count => count < 400, {seed: 1, coverage: {take, since}});
	t.true(kept.length > 0 && kept.length < 100, `${kept.length} kept`);
});

test('looks at the coverage become fewer while nothing new comes, and batches stay short', async t => {
	const {nextBatch} = await import('./try-target.ts');
	const quick = {foundNew: false, ms: 5};
	t.is(nextBatch(100, quick), 200);
	t.is(nextBatch(3200, quick), 3200);
	t.is(nextBatch(3200, {...quick, foundNew: true}), 100);
	t.is(nextBatch(400, {...quick, ms: 900}), 400);
});
