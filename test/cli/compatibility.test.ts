// `netlock compatibility` as a process: it adds rows, keeps comments and facts, and changes nothing for a
// contradiction.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {parse} from 'yaml';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';
import {netlockIn} from './netlock-process.ts';

const {images, scenarios} = sampleResults();
const cell = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'failed-dump'});
const results = {
	...makeResults({images, cells: [cell]}),
	scenarios: scenarios.map(each => ({...each, core: each.id === 'failed-dump'})),
};
const fact = (works: string): string => `  - says: it works
    works: ${works}
    where: {runtime: crun}
    links: [https://example.org]
    runs: []
`;

const take = async (t: ExecutionContext, facts: string) => {
	const text = `# Reviewed.\nschema: 1\nfacts:\n${facts}rows: []\n`;
	const folder = await folderWith(t, {'run/results.json': JSON.stringify(results), 'data.yaml': text});
	const file = join(folder, 'data.yaml');
	const {exit, stdout, stderr} = await netlockIn(folder, ['compatibility', join(folder, 'run'), '--file', file]);
	return {exit, output: stdout + stderr, before: text, after: readFileSync(file, 'utf8')};
};

test('a run becomes rows; comments and facts stay', async t => {
	const {exit, output, after} = await take(t, fact('yes'));
	t.is(exit, 0, output);
	t.regex(output, /^data\.yaml has 1 row; next: npm run docs/);
	t.true(after.startsWith('# Reviewed.\n'));
	t.like(parse(after), {facts: [{says: 'it works'}], rows: [{image: 'forky', lock: 'nftables', works: 'yes'}]});
});

test('a run that contradicts a fact is wrong usage, and changes nothing', async t => {
	const {exit, output, before, after} = await take(t, fact('no'));
	t.is(exit, 2);
	t.regex(output, /facts and runs disagree\n"it works": forky\/crun\/nftables says yes/);
	t.is(after, before);
});

test('the first run starts the user’s own data', async t => {
	const folder = await folderWith(t, {'run/results.json': JSON.stringify(results)});
	const {exit, stdout, stderr} = await netlockIn(folder, ['compatibility', 'run', '--file', 'mine.yaml']);
	t.is(exit, 0, stderr);
	t.regex(stdout, /^mine\.yaml has 1 row/);
	t.like(parse(readFileSync(join(folder, 'mine.yaml'), 'utf8')), {schema: 1, facts: [], rows: [{works: 'yes'}]});
});
