// Everything that `npm test` checks. Ends in one plain line, `N passed, N failed`, from what the steps counted.
import {spawn} from 'node:child_process';
import {globSync, rmSync} from 'node:fs';
import {basename} from 'node:path';
import pMap from 'p-map';

/** `lanes`: each of `files` is a process of its own, and so many run at a time. */
type Step = {name: string; words: string[]; files?: string[]; lanes?: number; isAva?: boolean; covers?: boolean};
type Counted = {passed: number; failed: number; failures?: string};

const coverage = 'coverage/tmp';

const makesBuilders = 'test/e2e/bug-script.test.ts';

const coreImages = ['debian-forky', 'debian-forky-bare', 'debian-forky-nftables', 'debian-trixie'];

/** Files that take minutes: begun last, they would be alone at the end. */
const longest = [
	'bisect',
	'checkouts',
	'bug-script',
	'registry',
	'validate',
	'hostile-builds',
	'builds',
	'every-scenario',
];

const longestFirst = (a: string, b: string): number => {
	const rank = (file: string): number => (longest.indexOf(basename(file, '.test.ts')) + 100) % 100;
	return rank(a) - rank(b) || a.localeCompare(b);
};

const steps: Step[] = [
	{name: 'lint and format', words: ['biome', 'check', '--error-on-warnings']},
	{name: 'floors', words: ['node', 'test/floors/print.ts']},
	{name: 'nothing unused', words: ['knip', '--no-progress']},
	{name: 'subjects of new commits', words: ['node', 'test/project/subjects.ts']},
	{name: 'types', words: ['tsc', '--noEmit']},
	{name: 'tests of the parts', words: ['ava'], isAva: true, covers: true},
	{name: 'coverage of each room by them', words: ['node', 'test/coverage/print.ts']},
	// In a real browser, one page after the other.
	{
		name: 'tests of the page',
		words: ['ava', '--concurrency', '1', '--serial', ...globSync('test/page/*.test.ts').sort()],
		isAva: true,
	},
	// Once, before files that run side by side would each start the engine and make the same images.
	{name: 'images', words: ['sh', 'bin/netlock', 'images', 'build', ...coreImages]},
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
		files: globSync('test/e2e/*.test.ts')
			.filter(file => file !== makesBuilders)
			.sort(longestFirst),
		lanes: 3,
		isAva: true,
		covers: true,
	},
	{name: 'every scenario seen to fail', words: ['ava', 'test/detect/detect.test.ts'], isAva: true},
	{name: 'every known-bad build caught', words: ['ava', 'test/detect/known-bad.test.ts'], isAva: true},
	{name: 'coverage', words: ['c8', 'report', '--temp-directory', coverage]},
];

const sum = (output: string, pattern: RegExp): number =>
	[...output.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);

/** AVA's lines, one a test, and its closing ones. A crash that AVA could not count as a test counts as one failure. */
const countAva = (output: string, exit: number): Counted => {
	const passed = [...output.matchAll(/^\s*✔ /gm)].length;
	const failed = sum(output, /^\s*(\d+) (?:tests? failed|uncaught exceptions?|unhandled rejections?)/gm);
	return {passed, failed: exit === 0 ? 0 : Math.max(failed, 1)};
};

const shownLines = 120;

/** What failed, said again at the end: a log that keeps only its last lines shows it too. */
const described = (name: string, output: string, isAva = false): string => {
	const lines = output.trimEnd().split('\n');
	const titles = isAva ? lines.filter(line => /^\s*[✖✘] /.test(line)) : [];
	const closing = isAva ? lines.slice(lines.findIndex(line => line.trim() === '─') + 1) : lines;
	const details = closing.length > shownLines ? [...closing.slice(0, shownLines), '  …'] : closing;
	return [`── failed: ${name}`, ...titles, '', ...details].join('\n');
};

type Ended = {output: string; exit: number; signal: NodeJS.Signals | null};

/** `show`: called with what is printed, as it comes. */
const startOnce = ([command = '', ...more]: readonly string[], covers: boolean, show: (text: string) => void) => {
	// Code from the compile cache is not counted precisely.
	const env = {...process.env, ...(covers && {NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1'})};
	const child = spawn(command, more, {stdio: ['ignore', 'pipe', 'inherit'], env});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		show(text);
	});
	return new Promise<Ended>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({output, exit: code ?? 1, signal}));
	});
};

/** Node ends so when it is itself at fault: V8 aborts now and then where many threads compile at once. No test ends it so. */
const crashes: ReadonlySet<NodeJS.Signals | null> = new Set(['SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGABRT'] as const);

/** As startOnce; once more, and said so, when Node itself has crashed. */
const start = async (...given: Parameters<typeof startOnce>): Promise<Ended> => {
	const [, , show] = given;
	const first = await startOnce(...given);
	if (!crashes.has(first.signal)) return first;
	show(`\n── Node itself crashed (${first.signal}): all of it once more\n`);
	return startOnce(...given);
};

const secondsSince = (started: number): number => Math.round((performance.now() - started) / 1000);

/** Files side by side; each is shown whole when it has ended. */
const startFiles = ({words, files = [], lanes = 1, covers = false}: Step): Promise<Ended[]> =>
	pMap(
		files,
		async file => {
			const started = performance.now();
			const ended = await start([...words, file], covers, () => {});
			process.stdout.write(`\n${file}, ${secondsSince(started)} s\n${ended.output}`);
			return ended;
		},
		{concurrency: lanes},
	);

const run = async (step: Step): Promise<Counted> => {
	const {name, words, files, isAva = false, covers = false} = step;
	process.stdout.write(`\n── ${name}: ${words.join(' ')}\n`);
	const started = performance.now();
	const all =
		files === undefined ? [await start(words, covers, text => process.stdout.write(text))] : await startFiles(step);
	const counts = all.map(({output, exit}) =>
		isAva ? countAva(output, exit) : {passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1},
	);
	const passed = counts.reduce((total, each) => total + each.passed, 0);
	const failed = counts.reduce((total, each) => total + each.failed, 0);
	process.stdout.write(`── ${name}: ${passed} passed, ${failed} failed, in ${secondsSince(started)} s\n`);
	const bad = all.filter((_, index) => (counts[index]?.failed ?? 0) > 0);
	if (bad.length === 0) return {passed, failed};
	return {passed, failed, failures: bad.map(({output}) => described(name, output, isAva)).join('\n\n')};
};

rmSync('coverage', {recursive: true, force: true});
const total: Counted = {passed: 0, failed: 0};
const repeated: string[] = [];
for (const step of steps) {
	const {passed, failed, failures} = await run(step);
	total.passed += passed;
	total.failed += failed;
	if (failures !== undefined) repeated.push(failures);
}
for (const text of repeated) process.stdout.write(`\n${text}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
