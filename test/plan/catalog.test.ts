// The existing scenarios, read from their files without running them.
import {readdir} from 'node:fs/promises';
import {basename} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {readScenarios, selectScenarios} from '../../harness/plan/catalog.ts';
import {ScenarioFileInvalid} from '../../harness/plan/scenario-file-invalid.ts';
import {folderWith} from '../fixtures/folder.ts';

const words = new URL('../../harness/index.ts', import.meta.url).href;
const declares = (title: string): string =>
	`scenario('${title}', {locks: ['skip'], reports: {}}, () => { throw new Error('it ran'); });\n`;
const file = (...lines: string[]): string => `import {scenario} from '${words}';\n${lines.join('')}`;

// The process has one sink for declarations, as in a run: one folder at a time.
test.serial('every scenario of the project declares itself once, under its own title', async t => {
	const scenarios = await readScenarios(project.scenarios, ['one']);
	const files = (await readdir(project.scenarios)).filter(name => name.endsWith('.ts'));
	t.deepEqual(
		scenarios.map(({file}) => basename(file, '.ts')),
		files.toSorted().map(name => basename(name, '.ts')),
	);
	t.is(new Set(scenarios.map(({title}) => title)).size, scenarios.length);
	for (const {id, spec} of scenarios) {
		t.true(spec.locks.length > 0, id);
		const reports = Object.entries(spec.reports);
		t.true(reports.length > 0, `${id} guards no user's report`);
		for (const [report, phrase] of reports) {
			t.regex(report, /^[\w.-]+\/[\w.-]+#\d+$/, id);
			t.regex(phrase, /\S/, `${id} does not say what it guards of ${report}`);
		}
	}
});

test.serial('scenarios are read by name, with their declarations, and their bodies do not run', async t => {
	const folder = await folderWith(t, {
		'b-second.ts': file(declares('the second')),
		'a-first.ts': file(declares('the first')),
		'known-issues.yaml': 'not a scenario',
	});
	t.like(await readScenarios(folder, []), [
		{id: 'a-first', title: 'the first', spec: {locks: ['skip']}},
		{id: 'b-second', title: 'the second', file: `${folder}/b-second.ts`},
	]);
});

test.serial('a scenario with destinations is one scenario for each image', async t => {
	const folder = await folderWith(t, {
		'over.ts': file("scenario('over in', {locks: ['skip'], reports: {}, destinations: 'every image'}, () => {});\n"),
	});
	t.like(await readScenarios(folder, ['here', 'there']), [
		{id: 'over-here', title: 'over in: here', destination: 'here', file: `${folder}/over.ts`},
		{id: 'over-there', destination: 'there', file: `${folder}/over.ts`},
	]);
});

test.serial(
	'only files that a glob may match are loaded; for a glob without a match all are, to list their names',
	async t => {
		const broken = "throw new Error('loaded');";
		const over = "scenario('over in', {locks: ['skip'], reports: {}, destinations: 'every image'}, () => {});\n";
		const folder = await folderWith(t, {'one.ts': file(declares('one')), 'over.ts': file(over), 'two.ts': broken});
		const idsOf = async (...globs: string[]) => (await selectScenarios([folder], ['here'], globs)).map(({id}) => id);
		t.deepEqual(await idsOf('one', 'over-*'), ['one', 'over-here']);
		await t.throwsAsync(idsOf(), {message: /two\.ts:1: cannot be loaded/});
		await t.throwsAsync(idsOf('one', 'three'), {message: /two\.ts:1: cannot be loaded/});
		const whole = await folderWith(t, {'one.ts': file(declares('one')), 'three.ts': file(declares('three'))});
		await t.throwsAsync(selectScenarios([whole], [], ['thre']), {instanceOf: UsageError, message: /three/});
	},
);

const refused = test.macro({
	async exec(t, content: string, problem: RegExp) {
		const folder = await folderWith(t, {'scenario.ts': content});
		const error = await t.throwsAsync(readScenarios(folder, []), {instanceOf: ScenarioFileInvalid});
		t.regex(error.shortMessage, problem);
		t.regex(error.message, /docs\/writing-a-scenario\.md/);
	},
	title: (what = '') => `a scenario file that ${what} is refused by name`,
});
test.serial('declares nothing', refused, file(), /scenario\.ts: must call scenario\(\) once, and calls it 0 times/);
test.serial('declares two', refused, file(declares('one'), declares('two')), /calls it 2 times/);
test.serial('throws', refused, "\n\nthrow new Error('broken');", /scenario\.ts:3: cannot be loaded: Error: broken$/);
test.serial('throws text', refused, "throw 'broken';", /scenario\.ts: cannot be loaded: Error: broken$/);
test.serial('does not parse', refused, '\nconst = 1;', /scenario\.ts:2: cannot be loaded: SyntaxError: /);
test.serial(
	'imports an unknown word',
	refused,
	`import {nope} from '${words}';`,
	/scenario\.ts:1: .*does not provide an export named 'nope'$/,
);
test.serial(
	'imports a mistyped word',
	refused,
	`\nimport {everyLok} from '${words}';`,
	/scenario\.ts:2: .*does not provide an export named 'everyLok'; did you mean everyLock\?$/,
);
test.serial(
	'imports a mistyped file',
	refused,
	"import {x} from './scenaro.ts';",
	/scenario\.ts:1: cannot be loaded: Error: Cannot find module .*; did you mean scenario\.ts\?$/,
);
test.serial(
	'imports a missing file',
	refused,
	"\nimport {x} from './no/such.ts';",
	/scenario\.ts:2: cannot be loaded: Error: Cannot find module/,
);
test.serial(
	'imports a missing package',
	refused,
	"\n\nimport x from 'no-such-package';",
	/scenario\.ts:3: cannot be loaded: Error: Cannot find package 'no-such-package'/,
);

const spec = (text: string): string => file('\n', `scenario('x', {\n${text}\n}, () => {});\n`);
const whole = "locks: ['skip'], reports: {}";
test.serial('has no reports', refused, spec("locks: ['skip']"), /scenario\.ts:3: reports: is missing$/);
test.serial(
	'names an unknown lock',
	refused,
	spec("reports: {},\n\nlocks: ['nftable']"),
	/scenario\.ts:6: locks\[0\]: there is no "nftable"; did you mean nftables\?$/,
);
test.serial(
	'has an unknown key',
	refused,
	spec(`${whole},\nreport: {}`),
	/scenario\.ts:5: report: .*did you mean reports\?$/,
);
test.serial(
	'has a mistyped key in place of a required one',
	refused,
	spec("locks: ['skip'],\nreport: {}"),
	/scenario\.ts:5: report: .*did you mean reports\?$/,
);
test.serial('names no lock', refused, spec('reports: {},\nlocks: []'), /scenario\.ts:5: locks: is empty$/);
test.serial(
	'has a gate that is no function',
	refused,
	spec(`${whole},\nskip: 'yes'`),
	/scenario\.ts:5: skip: must be a function$/,
);
test.serial('has no spec', refused, file("scenario('x');"), /scenario\.ts:2: .* the body is no function$/);
test.serial('has no title', refused, file('scenario(1, {}, () => {});'), /scenario\.ts:2: .* the title is no text$/);
test.serial(
	'has text for a spec',
	refused,
	file("scenario('x', 'y', () => {});"),
	/scenario\.ts:2: .*the spec is no object/,
);

test.serial('the error for a mistyped word of a module beside the scenario names the nearest', async t => {
	const folder = await folderWith(t, {
		'lib/shared.ts': 'export const shared = 1;\n',
		'one.ts': "import {shaerd} from './lib/shared.ts';\n",
	});
	await t.throwsAsync(readScenarios(folder, []), {message: /'shaerd'; did you mean shared\?/});
});
