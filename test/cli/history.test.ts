// `netlock history`: runs are added, listed, named, and removed.
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {sampleResults} from '../fixtures/results.ts';
import {refusal} from './command-line.ts';
import {type Ended, netlockIn} from './netlock-process.ts';

const sample = sampleResults();
const ids = ['2026-01-01T00-00-00-1', '2026-01-02T00-00-00-1'];

const setting = async (t: ExecutionContext) => {
	const files = ids.map((id, index) => [
		`${id}/results.json`,
		JSON.stringify({...sample, run: {...sample.run, id, started: `2026-01-0${index + 1}T00:00:00.000Z`}}),
	]);
	const folder = await folderWith(t, Object.fromEntries(files));
	const history = (...words: string[]): Promise<Ended> =>
		netlockIn(folder, ['history', ...words, '--history', join(folder, 'history')], {LC_ALL: 'C'});
	const refuse = (...words: string[]) => refusal('history', ...words, '--history', join(folder, 'history'));
	return {folder, history, refuse};
};

test('added runs are listed and can be named; a removal spares those with a name', async t => {
	const {folder, history, refuse} = await setting(t);
	t.regex((await history()).stdout, /^History has no run yet/);
	const added = await history('add', ...ids);
	t.is(added.exit, 0, added.stderr);

	const listed = await history('list');
	const [first = '', , second = ''] = listed.stdout.split('\n');
	t.regex(first, /^2026-01-01T00-00-00-1 {2}\d+ cells ran, \d+ unexpected, in /);
	t.true(second.startsWith('2026-01-02T00-00-00-1'));
	t.is(JSON.parse((await history('list', '--json')).stdout).runs.length, 2);

	const [id = ''] = sample.cells.map(cell => cell.id);
	t.true((await history('--since-when', id)).stdout.startsWith(`${id}\n`));
	const unknown = await refuse('--since-when', `${id}x`);
	t.is(unknown.exit, 2);
	t.true(unknown.stderr.includes(`Did you mean ${id}`), unknown.stderr);
	const issues = await history('issues');
	t.regex(issues.stdout, /^criu-inet-sockets-on-new-kernels\n {2}Kernels from 6\.16/, issues.stderr);
	t.is((await history('issues', '--diff')).stdout, '');
	t.regex((await history('page')).stdout, /^Report: history\/index\.html\n$/);
	t.true(existsSync(join(folder, 'history/index.html')));

	t.is((await history('name', '2026-01-01', 'good')).stdout, 'good is 2026-01-01T00-00-00-1\n');
	t.regex((await history()).stdout, /^2026-01-01T00-00-00-1 \(good\) {2}/);
	for (const name of ['latest', 'a/b', ids[0] ?? '']) t.is((await refuse('name', 'good', name)).exit, 2, name);

	t.regex((await history('prune', '--keep', '1')).stdout, /^forgot 0 runs/);
	t.is((await history('name', 'latest~0', 'good')).exit, 0);
	t.regex((await history('prune', '--keep', '1')).stdout, /^forgot 1 run\n/);
	t.notRegex((await history()).stdout, /2026-01-01/);
});

test('a run whose id is a path is refused: its file would be elsewhere', async t => {
	const {folder, refuse} = await setting(t);
	for (const id of ['../out', '/tmp/out', '..', '']) {
		writeFileSync(join(folder, 'bad.json'), JSON.stringify({...sample, run: {...sample.run, id}}));
		const {exit, stderr} = await refuse('add', join(folder, 'bad.json'));
		t.is(exit, 2, stderr);
		t.regex(stderr, /must be a name, and no path/);
	}
});

test('known issues of the user are listed too, and the diff is for their file', async t => {
	const {folder, history} = await setting(t);
	const own = `- id: ours
  match: {scenario: [tcp-veth]}
  outcome: fail
  symptom: ‘ours’
  bug: https://example.org/1
  reason: Ours.
  expires: 2999-01-01
`;
	writeFileSync(join(folder, 'netlock.yaml'), 'known-issues: issues.yaml\n');
	writeFileSync(join(folder, 'issues.yaml'), own);
	for (const [index, id] of ['a', 'b', 'c'].entries()) {
		const started = `2026-01-0${index + 1}T00:00:00.000Z`;
		const cells = sample.cells
			.filter(({outcome}) => outcome === 'pass')
			.map(cell => ({
				...cell,
				knownIssue: {id: 'ours', bug: 'https://example.org/1', reason: 'Ours.', expires: '2999-01-01'},
			}));
		mkdirSync(join(folder, id));
		const results = {...sample, cells, causes: [], run: {...sample.run, id, started}};
		writeFileSync(join(folder, id, 'results.json'), JSON.stringify(results));
	}
	const added = await history('add', 'a', 'b', 'c');
	t.is(added.exit, 0, added.stderr);
	const issues = await history('issues');
	t.regex(issues.stdout, /^ours {2}may be taken out\n {2}Ours\.\n/, issues.stderr);
	t.regex(issues.stdout, /\ncriu-inet-sockets-on-new-kernels\n/);
	const {stdout: diff} = await history('issues', '--diff');
	t.regex(diff, /^--- a\/issues\.yaml\n\+\+\+ b\/issues\.yaml\n@@ -1,7 \+0,0 @@\n-- id: ours\n/);
	t.true(diff.includes('-  symptom: ‘ours’\n'), 'a diff has the characters of its file, in every locale');
});
