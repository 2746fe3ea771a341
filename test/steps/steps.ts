// What `npm test` checks, in stages: the chains of a stage run side by side, the steps of a chain one after the other.
import {globSync} from 'node:fs';
import {coreImages, readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {longestFirst} from './longest-first.ts';

export type Step = {
	name: string;
	words: readonly string[];
	/** Each one is a process: `words`, then the file. */
	files?: readonly string[];
	/** How many of the files run at a time. */
	lanes?: number;
	/** AVA's tests are counted one by one; any other step passes or fails as a whole. */
	isAva?: boolean;
	/** The coverage that the step's code counts for: of the parts alone, or of the whole. */
	covers?: keyof typeof coverageData;
};

/** Folders with V8's counts. */
export const coverageData = {parts: 'coverage/parts', whole: 'coverage/whole'} as const;

const core = coreImages(await readImages(project.images));

const makesBuilders = 'test/e2e/bug-script.test.ts';

const checks: readonly Step[] = [
	{name: 'lint and format', words: ['biome', 'check', '--error-on-warnings']},
	{name: 'floors', words: ['node', 'test/floors/print.ts']},
	{name: 'nothing unused', words: ['knip', '--no-progress']},
	{name: 'subjects of new commits', words: ['node', 'test/project/subjects.ts']},
	{name: 'types', words: ['tsc', '--noEmit']},
	{name: 'shells to complete in', words: ['node', 'test/cli/completion/install-shells.ts']},
	// Half of these tests wait for a process or for a time-out.
	{name: 'tests of the parts', words: ['ava', '--concurrency', '4'], isAva: true, covers: 'parts'},
	{name: 'coverage of each room by them', words: ['node', 'test/coverage/print.ts']},
];

/** Half of the time of images is downloads, and work on one processor. */
const preparation: readonly Step[] = [
	// Once, before files that run side by side would each start the engine and build the same images.
	{name: 'images', words: ['sh', 'bin/netlock', 'images', 'build', ...core]},
	// The builders of crun and CRIU likewise: a build is identified by its builder's image, and two files would build
	// it twice.
	{
		name: 'tests of the whole, the first',
		words: ['ava', '--serial'],
		files: [makesBuilders],
		isAva: true,
		covers: 'whole',
	},
];

const page: Step = {
	name: 'tests of the page',
	// In a real browser, one page after the other, and no other work: a page has to be fast.
	words: ['ava', '--concurrency', '1', '--serial', ...globSync('test/page/*.test.ts').sort()],
	isAva: true,
};

const whole: readonly Step[] = [
	// Most of a build waits on one processor. AVA would run files side by side only together with the tests of each
	// file.
	{
		name: 'tests of the whole',
		words: ['ava', '--serial'],
		files: longestFirst(globSync('test/e2e/*.test.ts').filter(file => file !== makesBuilders)),
		lanes: 3,
		isAva: true,
		covers: 'whole',
	},
	{name: 'every scenario seen to fail', words: ['ava', 'test/detect/detect.test.ts'], isAva: true},
	{name: 'every known-bad build caught', words: ['ava', 'test/detect/known-bad.test.ts'], isAva: true},
	{name: 'coverage', words: ['node', 'test/coverage/total.ts']},
];

export const stages: readonly (readonly (readonly Step[])[])[] = [[checks, preparation], [[page]], [whole]];
