// What `npm test` checks, step by step, one after the other.
import {globSync} from 'node:fs';
import {coreImages, readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {longestFirst} from './longest-first.ts';

export type Step = {
	name: string;
	words: readonly string[];
	/** Each is a process of its own: `words`, then the file. */
	files?: readonly string[];
	/** How many of the files run at a time. */
	lanes?: number;
	/** AVA's tests are counted one by one; any other step passes or fails as a whole. */
	isAva?: boolean;
	/** Whether the code that it runs counts for the coverage. */
	covers?: boolean;
};

export const coverageData = 'coverage/tmp';

const core = coreImages(await readImages(project.images));

const makesBuilders = 'test/e2e/bug-script.test.ts';

export const steps: readonly Step[] = [
	{name: 'lint and format', words: ['biome', 'check', '--error-on-warnings']},
	{name: 'floors', words: ['node', 'test/floors/print.ts']},
	{name: 'nothing unused', words: ['knip', '--no-progress']},
	{name: 'subjects of new commits', words: ['node', 'test/project/subjects.ts']},
	{name: 'types', words: ['tsc', '--noEmit']},
	{name: 'shells to complete in', words: ['node', 'test/cli/completion/install-shells.ts']},
	{name: 'tests of the parts', words: ['ava'], isAva: true, covers: true},
	{name: 'coverage of each room by them', words: ['node', 'test/coverage/print.ts']},
	// In a real browser, one page after the other.
	{
		name: 'tests of the page',
		words: ['ava', '--concurrency', '1', '--serial', ...globSync('test/page/*.test.ts').sort()],
		isAva: true,
	},
	// Once, before files that run side by side would each start the engine and make the same images.
	{name: 'images', words: ['sh', 'bin/netlock', 'images', 'build', ...core]},
	// The builders of crun and CRIU likewise: what is compiled is known by the builder's image, which two files would make twice.
	{
		name: 'tests of the whole, the first',
		words: ['ava', '--serial'],
		files: [makesBuilders],
		isAva: true,
		covers: true,
	},
	// Most of a build waits on one processor. AVA would run files side by side only with the tests of each side by side as well.
	{
		name: 'tests of the whole',
		words: ['ava', '--serial'],
		files: longestFirst(globSync('test/e2e/*.test.ts').filter(file => file !== makesBuilders)),
		lanes: 3,
		isAva: true,
		covers: true,
	},
	{name: 'every scenario seen to fail', words: ['ava', 'test/detect/detect.test.ts'], isAva: true},
	{name: 'every known-bad build caught', words: ['ava', 'test/detect/known-bad.test.ts'], isAva: true},
	{name: 'coverage', words: ['c8', 'report', '--temp-directory', coverageData]},
];
