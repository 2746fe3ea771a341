// The text of a bisection: the verdict comes first, then the reasons to believe it.
import test from 'ava';
import {bisectionMarkdown, renderBisection} from '../../harness/report/bisection.ts';
import {type Bisection, bisection as schema} from '../../harness/results/bisection.ts';
import {causesOf} from '../../harness/results/causes/causes.ts';
import {alternating, always, bisectIn, failsFrom, type World} from '../fixtures/bisection.ts';
import {makeCell} from '../fixtures/results.ts';

const bisection = async (world: Partial<World>): Promise<Bisection> => ({
	...(await bisectIn({builds: 5, cells: {a: failsFrom(3)}, ...world})).result,
	command: 'netlock bisect',
});

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

test('the text of a simple bisection, whole', async t => {
	t.is(
		renderBisection(await bisection({})),
		`  crun-0  good     pass 3/3
  crun-2  good     pass 3/3
  crun-3  bad      fail 3/3
  crun-4  bad      fail 3/3

fails from there on:
  a
    crun-0: pass 3/3; crun-2: pass 3/3; crun-3: fail 3/3; crun-4: fail 3/3

confidence 99.6 %, assuming that a cell shows the wrong outcome in 10 % of its rounds at most, each on its own
first bad: crun-3 (after crun-2)
`,
	);
});

test('its Markdown, whole', async t => {
	t.is(
		bisectionMarkdown(await bisection({})),
		`**first bad: crun-3 (after crun-2)**

confidence 99.6 %, assuming that a cell shows the wrong outcome in 10 % of its rounds at most, each on its own

| build | verdict | rounds |
| --- | --- | --- |
| \`crun-0\` | good | pass 3/3 |
| \`crun-2\` | good | pass 3/3 |
| \`crun-3\` | bad | fail 3/3 |
| \`crun-4\` | bad | fail 3/3 |

| fails from there on | seen |
| --- | --- |
| \`a\` | crun-0: pass 3/3; crun-2: pass 3/3; crun-3: fail 3/3; crun-4: fail 3/3 |
`,
	);
});

test('all suspects are named, and skipped builds stand in their place, with the reason', async t => {
	const result = await bisection({unusable: [2]});
	t.is(lastLine(renderBisection(result)), 'first bad: one of crun-2, crun-3 (after crun-1)');
	t.regex(renderBisection(result), /crun-1 .*\n {2}crun-2 {2}skipped {2}does not compile\n {2}crun-3 /);
	t.true(bisectionMarkdown(result).includes('| `crun-2` | skipped | does not compile |'));
});

test('cells of a later defect, flaky cells and broken cells stand apart', async t => {
	const result = await bisection({
		cells: {a: failsFrom(2), b: failsFrom(4), c: alternating, d: always('error')},
	});
	const text = renderBisection(result);
	t.regex(text, /crun-2 {2}bad {6}fail 6\/6 in 1 cell; pass 6\/6 in 1 cell$/m);
	t.regex(text, /^fails from there on:\n {2}a\n/m);
	t.regex(text, /^fails only later, so of another defect:\n {2}b\n\n/m);
	t.regex(text, /^flaky, left out:\n {2}c\n {4}crun-0: pass 2\/3, fail 1\/3$/m);
	t.regex(text, /^could not be run, left out:\n {2}d\n {4}crun-0: error \d\/\d$/m);
	const markdown = bisectionMarkdown(result);
	for (const title of [
		'fails from there on',
		'fails only later, so of another defect',
		'flaky, left out',
		'could not be run, left out',
	]) {
		t.true(markdown.includes(`| ${title} | seen |`), title);
	}
});

for (const [world, verdict] of [
	[
		{cells: {a: always('fail'), b: always('fail')}},
		'the first build, crun-0, is bad already: 2 cells failed in every round',
	],
	[
		{cells: {a: build => (build < 2 ? 'fail' : 'pass')}},
		'the first build, crun-0, is bad already: 1 cell failed in every round, and passed in the last build: are they oldest first?',
	],
	[{cells: {a: always('pass')}}, 'the last build, crun-4, is good: no cell fails there'],
	[{cells: {a: alternating}}, 'the cells that could tell good from bad are flaky: 1 cell'],
	[
		{cells: {a: always('error'), b: always('miss')}},
		'the rounds are not enough to decide: 2 cells ended with error, or could not run',
	],
	[{cells: {a: always('skip')}}, 'no cell could be run'],
	[{unusable: [0, 1, 2, 3]}, 'fewer than two builds could be run'],
	[{unusable: [0], cells: {a: always('pass')}, builds: 6}, 'the last build, crun-5, is good: no cell fails there'],
] as [Partial<World>, string][]) {
	test(`not found: ${verdict}`, async t => {
		const result = await bisection(world);
		t.is(lastLine(renderBisection(result)), `not found: ${verdict}`);
		t.true(bisectionMarkdown(result).startsWith('**not found: '));
		t.notRegex(renderBisection(result), /confidence/);
	});
}

test('cells that failed from the first build on are named', async t => {
	t.regex(
		renderBisection(await bisection({cells: {a: always('fail')}})),
		/fails from the first build on:\n {2}a\n {4}crun-0: fail 3\/3/,
	);
});

test('confidence is never rounded up to certainty', async t => {
	const result = await bisectIn({builds: 2, cells: {a: failsFrom(1)}}, {repeat: 9});
	t.regex(renderBisection({...result.result, command: ''}), /^confidence 99\.99 %/m);
});

test('a name cannot control the terminal, or change the table', async t => {
	const cell = 'x|\u001B[31m\ny`';
	const result = await bisection({cells: {[cell]: failsFrom(2)}});
	t.false(renderBisection(result).includes('\u001B'));
	t.true(renderBisection(result).includes('\n  x| y`\n'));
	t.true(bisectionMarkdown(result).includes(String.raw`x\|`));
	t.false(bisectionMarkdown(result).includes('x|'));
});

test('the object itself survives JSON', async t => {
	const result = await bisection({unusable: [2]});
	t.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

test('the cell that is shown has its cause and the report of its run', async t => {
	const cell = makeCell(
		{image: 'debian-forky', runtime: 'crun@3', lock: 'skip', scenario: 'one'},
		{outcome: 'fail', layer: 'request', reason: 'no lock was sent'},
	);
	const [cause] = causesOf({cells: [cell], images: [], builds: []});
	const shown = {...(await bisection({})), failure: {cell, run: '/out/runs/007', cause}};
	t.deepEqual(schema.parse(JSON.parse(JSON.stringify(shown))), shown);
	const text = renderBisection(shown, {shorten: path => path.replace('/out/', '')});
	t.regex(
		text,
		/\none of them, in the first bad build:\n {2}crun: no lock was sent\n {2}debian-forky\/crun@3\/skip\/one\n/,
	);
	t.regex(bisectionMarkdown(shown), /\n```\ncrun: no lock was sent\n(?:.*\n)*request: no lock was sent\n/);
	t.regex(text, /\n {2}report: runs\/007\/index\.html\n\n/);
});

test('of many cells five are listed, with --verbose all of them, and the verdict is the last line', async t => {
	const names = Array.from({length: 12}, (_, index) => `cell-${index}`);
	const result = await bisection({cells: Object.fromEntries(names.map(name => [name, failsFrom(3)]))});
	const named = (text: string): number => names.filter(name => text.includes(`  ${name}\n`)).length;
	const short = renderBisection(result, {report: 'verdict.md'});
	t.is(named(short), 5);
	t.true(short.includes('  and 7 more\n'));
	t.regex(short, /\nReport: verdict\.md\nconfidence .*\nfirst bad: .*\n$/);
	t.is(named(renderBisection(result, {verbose: true})), 12);
});
