// The steps of `npm test`: files that take long begin first, and no file that is named is gone.
import {existsSync} from 'node:fs';
import test from 'ava';
import {longest, longestFirst} from './longest-first.ts';
import {stages} from './steps.ts';

test('files that take long begin first, the others in the order of their names', t => {
	const files = ['b', 'builds', 'a', 'bisect', 'registry'].map(name => `test/e2e/${name}.test.ts`);
	t.deepEqual(
		longestFirst(files).map(file => file.slice('test/e2e/'.length, -'.test.ts'.length)),
		['bisect', 'registry', 'builds', 'a', 'b'],
	);
});

test('every file that is named is there, and none is in two steps', t => {
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
