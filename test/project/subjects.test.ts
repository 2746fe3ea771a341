// Subjects of new commits are short. Old commits are ignored, and a shallow clone is enough.
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';
import {longSubjects} from './subjects.ts';

const commit = (folder: string, message: string, date: string): string => {
	const git = gitIn(folder, {GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date});
	return git('commit', '--quiet', '--allow-empty', '--message', message);
};

test('only new commits count, each by its subject alone', async t => {
	const folder = await folderWith(t, {});
	const git = gitIn(folder);
	git('init', '--quiet');
	commit(folder, `An old one ${'x'.repeat(90)}`, '2026-01-01T00:00:00Z');
	commit(folder, 'y'.repeat(72), '2026-03-01T00:00:00Z');
	commit(folder, `${'z'.repeat(73)}\n\nBody.`, '2026-03-02T00:00:00Z');
	commit(folder, `Short\n\n${'A long line of the body. '.repeat(9)}`, '2026-03-03T00:00:00Z');
	const subjects = (where: string) => longSubjects(where, '2026-02-01T00:00:00Z').map(line => line.split(' ')[1]);
	t.deepEqual(subjects(folder), ['z'.repeat(73)]);
	const shallow = join(folder, 'shallow');
	git('clone', '--quiet', '--depth', '2', `file://${folder}`, shallow);
	t.deepEqual(subjects(shallow), ['z'.repeat(73)]);
});
