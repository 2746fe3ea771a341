// A release is refused for each obstacle. A dry run in a test repository changes nothing.
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {problemsOf} from '../../release/checks.ts';
import {type Facts, readSchemas} from '../../release/facts.ts';
import {folderWith} from '../fixtures/folder.ts';

const changelog = `# Changelog\n\n## 0.2.0 (2026-12-01)\n\nSchemas: event 2, results 1.\n\n- A command.\n\n## 0.1.0 (2026-11-28)\n\n- All.\n`;
const good: Facts = {
	packageVersion: '0.2.0',
	lockVersion: '0.2.0',
	changelog,
	schemas: {event: 2, results: 1},
	changes: '',
	tags: ['v0.1.0', 'vnext'],
};

test('a version with its notes, in a clean tree, can be released', t => {
	t.deepEqual(problemsOf('0.2.0', good), []);
});

const cases: [what: string, changes: Partial<Facts>, says: RegExp][] = [
	['package.json', {packageVersion: '0.1.0'}, /^package\.json has version 0\.1\.0: run npm version/],
	['package-lock.json', {lockVersion: '0.1.0'}, /^package-lock\.json has version 0\.1\.0/],
	['a tag of its own', {tags: ['v0.2.0']}, /^0\.2\.0 is tagged already: choose a newer version/],
	['a newer tag', {tags: ['v0.10.0', 'v0.9.0']}, /^0\.2\.0 is older than the tag v0\.10\.0/],
	[
		'no section',
		{changelog: changelog.replace('## 0.2.0', '## 0.2.00')},
		/^CHANGELOG\.md has nothing below "## 0\.2\.0"/,
	],
	['another schema', {schemas: {results: 9}}, /^CHANGELOG\.md does not say .*: Schemas: results 9\.$/],
	['no date', {changelog: changelog.replace('2026-12-01', 'unreleased')}, /^CHANGELOG\.md calls 0\.2\.0 unreleased/],
	['a changed file', {changes: ' M README.md'}, /^the tree is not clean: commit or stash\n {3}M README\.md$/],
];
for (const [what, changes, says] of cases) {
	test(`refused: ${what}`, t => {
		const [problem, ...more] = problemsOf('0.2.0', {...good, ...changes});
		t.regex(problem ?? '', says);
		t.deepEqual(more, []);
	});
}

test('a value that is no version is refused before anything else', t => {
	t.deepEqual(problemsOf('v0.2', {...good, changes: ' M x'}), ['v0.2 is no version: give it as 1.2.3']);
});

const run = promisify(execFile);

/** A repository with one commit, at version 0.2.0. */
const repository = async (t: ExecutionContext) => {
	const folder = await folderWith(t, {
		'package.json': '{"version": "0.2.0"}',
		'package-lock.json': '{"version": "0.2.0"}',
		'CHANGELOG.md': changelog,
		'docs/schema/event.json': '{"oneOf": [{"properties": {"schema": {"const": 2}}}]}',
		'docs/schema/results.json': '{"properties": {"schema": {"const": 1}}}',
	});
	const git = async (...words: string[]) =>
		(await run('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], {cwd: folder})).stdout.trim();
	await git('init', '--quiet');
	await git('add', '.');
	await git('commit', '--quiet', '--message', 'Begin');
	const release = (...words: string[]) =>
		run(process.execPath, [join(project.root, 'release/release.ts'), ...words], {
			cwd: folder,
			env: {...process.env, GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.org'},
		}).then(
			({stdout}) => ({code: 0, stdout}),
			({code, stdout}: {code: number; stdout: string}) => ({code, stdout}),
		);
	return {git, release};
};

test('a dry run prints the notes and tags nothing; then the tag has the notes', async t => {
	const {git, release} = await repository(t);
	const dry = await release('--dry-run', '0.2.0');
	t.deepEqual([dry.code, dry.stdout.trimEnd().split('\n').at(-1)], [0, 'v0.2.0 can be tagged']);
	t.true(dry.stdout.includes('- A command.'));
	t.is(await git('tag', '--list'), '');
	t.is((await release('0.2.0')).code, 0);
	t.true((await git('tag', '--list', '--format=%(contents)', 'v0.2.0')).startsWith('netlock 0.2.0'));
	t.is((await release('0.2.0')).code, 1);
});

test('a dry run exits with 1 for an obstacle, and with 2 without a version', async t => {
	const {release} = await repository(t);
	const {code, stdout} = await release('--dry-run', '0.3.0');
	t.deepEqual([code, stdout], [1, '0.3.0 cannot be released: 3 to mend\n']);
	t.is((await release('--dry-run')).code, 2);
});

test('the changelog of this tree has a section for its version, with the schema versions', t => {
	const {version} = JSON.parse(readFileSync(join(project.root, 'package.json'), 'utf8'));
	const text = readFileSync(join(project.root, 'CHANGELOG.md'), 'utf8');
	const problems = problemsOf(version, {
		...good,
		schemas: readSchemas(join(project.root, 'docs/schema')),
		packageVersion: version,
		lockVersion: version,
		changelog: text,
		tags: [],
	});
	t.deepEqual(
		problems.filter(problem => !problem.includes('unreleased: ')),
		[],
	);
});
