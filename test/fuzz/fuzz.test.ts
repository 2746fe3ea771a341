// A short form of `npm run fuzz`: the same inputs each time, and every input that was a problem in a longer one.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import {asKnown} from '../../harness/support/errors.ts';
import {fileName, readCorpus} from './corpus.ts';
import {targets} from './targets.ts';
import {tryTarget} from './try-target.ts';

for (const {corpus, ...target} of targets) {
	test(`any input is read, or refused with a typed error: ${target.name}`, async t => {
		const known = [...corpus, ...readCorpus(target.name)];
		// A page takes some hundred times as long as a line.
		const enough = known.length + (target.name.startsWith('shown: ') ? 30 : 300);
		const {inputs, problem} = await tryTarget({...target, corpus: known}, count => count < enough, {seed: 1});
		t.is(problem?.what, undefined, 'npm run fuzz -- --seed 1 keeps the input');
		t.true(inputs >= enough);
	});
}

test('every reader reads its examples: a damaged copy of a refused example would be refused early', async t => {
	for (const {name, corpus, read} of targets) {
		const refusals = await Promise.all(
			corpus.map(input =>
				Promise.resolve(input)
					.then(read)
					.then(() => '', String),
			),
		);
		t.deepEqual(refusals.filter(Boolean), [], name);
	}
});

test('an error without a type and a slow reader are each reported', async t => {
	const corpus = [Buffer.from('{"a": 1}')];
	const throws = await tryTarget({name: 'x', corpus, read: input => JSON.parse(input.toString())}, () => true, {
		seed: 1,
	});
	t.regex(throws.problem?.what ?? '', /^SyntaxError/);
	const spin = (): void => {
		const end = performance.now() + 60;
		while (performance.now() < end);
	};
	// Processor time of the whole process, which includes this input's.
	const slow = await tryTarget({name: 'x', corpus, read: spin}, () => true, {seed: 1, mostMs: 1});
	t.regex(slow.problem?.what ?? '', /^took \d+ ms$/);
});

const found = new URL('found/', import.meta.url);
for (const name of existsSync(found) ? readdirSync(found) : []) {
	const [of = ''] = name.split('.');
	test(`an input that was once a problem is read or refused: ${name}`, async t => {
		const target = targets.find(({name: each}) => fileName(each) === of);
		const error: unknown = await Promise.resolve(readFileSync(new URL(name, found)))
			.then(target?.read)
			.then(
				() => undefined,
				(reason: unknown) => reason,
			);
		t.truthy(target);
		t.true(error === undefined || asKnown(error) !== undefined, String(error));
	});
}
