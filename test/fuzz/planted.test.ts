// A planted defect, behind five conditions: the fuzzer finds it with coverage, and not without.
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {startCoverage} from './coverage.ts';
import {tryTarget} from './try-target.ts';

/** Each condition starts a block of code: an input that meets one more of them is stored, and damaged further. */
const reader = `
	const isHigh = byte => byte >> 4 === 0xe;
	export const read = ([a, b, c, d, e]) => {
		if (isHigh(a)) if (isHigh(b)) if (isHigh(c)) if (isHigh(d)) if (isHigh(e)) throw new Error('planted');
	};
`;

test('a planted defect is found with coverage, and not with the same number of inputs without', async t => {
	// The fuzzer watches files in a folder of this name.
	const folder = await folderWith(t, {'harness/led.mjs': reader, 'harness/alone.mjs': reader});
	const coverage = await startCoverage();
	const trial = async (name: string, options: Parameters<typeof tryTarget>[2]) => {
		const {read} = await import(pathToFileURL(join(folder, `harness/${name}.mjs`)).href);
		return tryTarget({name, corpus: [Buffer.from('AAAAAAAA')], read}, count => count < 10_000, options);
	};
	const led = await trial('led', {seed: 1, coverage});
	t.regex(led.problem?.what ?? '', /^Error: planted/, `${led.kept.length} kept`);
	t.deepEqual((await trial('alone', {seed: 1})).problem, undefined);
});
