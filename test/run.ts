// Everything that `npm test` checks. Ends in one plain line, `N passed, N failed`, from what the steps counted.
import {spawn} from 'node:child_process';
import {globSync, rmSync} from 'node:fs';

type Step = {name: string; words: string[]; isAva?: boolean; covers?: boolean};
type Counted = {passed: number; failed: number; failures?: string};

const coverage = 'coverage/tmp';

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
	// Three files at a time, for most of a build waits on one processor. In processes, since the owner of a sandbox is a process.
	{
		name: 'tests of the whole',
		words: ['ava', '--concurrency', '3', '--serial', '--no-worker-threads', ...globSync('test/e2e/*.test.ts').sort()],
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

const run = async ({name, words, isAva, covers}: Step): Promise<Counted> => {
	process.stdout.write(`\n── ${name}: ${words.join(' ')}\n`);
	const started = performance.now();
	const [command = '', ...more] = words;
	// Code from the compile cache is not counted precisely.
	const env = {...process.env, ...(covers && {NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1'})};
	const child = spawn(command, more, {stdio: ['ignore', 'pipe', 'inherit'], env});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		process.stdout.write(text);
	});
	const exit = await new Promise<number>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', code => resolve(code ?? 1));
	});
	const counted = isAva ? countAva(output, exit) : {passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1};
	const seconds = Math.round((performance.now() - started) / 1000);
	process.stdout.write(`── ${name}: ${counted.passed} passed, ${counted.failed} failed, in ${seconds} s\n`);
	return counted.failed === 0 ? counted : {...counted, failures: described(name, output, isAva)};
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
