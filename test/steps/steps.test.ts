// The steps of `npm test`: long files start first, and every named file exists.
import {existsSync} from 'node:fs';
import test from 'ava';
import {longest, longestFirst} from './longest-first.ts';
import {stages} from './steps.ts';

test('long files start first, the others in the order of their names', t => {
	const files = ['b', 'builds', 'a', 'bisect', 'registry'].map(name => `test/e2e/${name}.test.ts`);
	t.deepEqual(
		longestFirst(files).map(file => file.slice('test/e2e/'.length, -'.test.ts'.length)),
		['bisect', 'registry', 'builds', 'a', 'b'],
	);
});

test('every named file exists, and none is in two steps', t => {
	const files = stages.flat(2).flatMap(step => step.files ?? []);
	t.deepEqual(
		longest.filter(name => !files.includes(`test/e2e/${name}.test.ts`)),
		[],
	);
	t.deepEqual(
		files.filter(file => !existsSync(file)),
		[],
	);
	t.is(new Set(files).size, files.length);
});
