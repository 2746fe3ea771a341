// Commits that `git:REPO@REF` names: each one is a column, out of a real repository.
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {columns} from '../../harness/builds/columns.ts';
import {commitsNamed} from '../../harness/builds/commits-named.ts';
import {parseCriu, parseCrius, parseRuntime, parseRuntimes} from '../../harness/builds/request.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {type Git, gitIn} from '../fixtures/git.ts';

type Repository = {folder: string; git: Git};

/** Commits on one branch, each with its tag. */
const repositoryWith = async (t: ExecutionContext, tags: readonly string[]): Promise<Repository> => {
	const folder = await folderWith(t, {});
	const git = gitIn(folder);
	git('init', '--quiet', '--initial-branch=main');
	for (const tag of tags) {
		git('commit', '--quiet', '--allow-empty', '--message', tag);
		git('tag', tag);
	}
	return {folder, git};
};

test('several refs are several columns, each named after its ref', async t => {
	const {folder, git} = await repositoryWith(t, ['1.9', '1.10']);
	git('branch', 'topic/one');
	const [first, ...others] = parseRuntimes(`crun=git:${folder}@1.9,topic/one,HEAD`);
	t.like(first, {
		id: 'crun@1.9',
		runtime: 'crun',
		source: 'commit',
		repository: folder,
		ref: '1.9',
		hash: git('rev-parse', '1.9'),
	});
	t.deepEqual(
		others.map(({id}) => id),
		['crun@topic-one', 'crun@HEAD'],
	);
	t.like(parseCrius(`git:${folder}@1.9`)[0], {id: 'criu@1.9', hash: git('rev-parse', '1.9')});
	t.like(parseRuntime(`crun=old@git:${folder}@1.9`), {id: 'crun@old'});
});

test('of several commits in one value, each column may be missing; a single commit may not', async t => {
	const {folder} = await repositoryWith(t, ['v1.9', 'v1.10']);
	const optional = (runtimes: string, crius: string): boolean[] =>
		columns(parseRuntimes(runtimes), parseCrius(crius)).map(({isOptional}) => isOptional === true);
	t.deepEqual(optional('crun', `git:${folder}@v1.9`), [false]);
	t.deepEqual(optional('crun', `git:${folder}@v1.9,v1.10`), [true, true]);
	t.deepEqual(optional(`crun=git:${folder}@v1.9..v1.10`, 'package'), [true, true]);
	const [build] = columns([parseRuntime('crun')], parseCrius(`git:${folder}@v1.9,v1.10`));
	t.false('amongOthers' in (build?.criu ?? {}), 'how it was named makes no other build');
});

test('a range is its first ref and the later releases, in the order of their versions, without candidates', async t => {
	const {folder} = await repositoryWith(t, ['v1.8', 'v1.9', 'v1.10-rc1', 'v1.10', 'nightly', 'v1.11', 'v2.0']);
	t.deepEqual(
		parseCrius(`git:${folder}@v1.9..v1.11`).map(({id}) => id),
		['criu@v1.9', 'criu@v1.10', 'criu@v1.11'],
	);
	t.deepEqual(
		commitsNamed('--criu', `${folder}@v1.11..`).map(({ref}) => ref),
		['v1.11', 'v2.0'],
	);
});

test('a range has no tag of another series, and no older release whose branch was merged later', async t => {
	const {folder, git} = await repositoryWith(t, ['1.8', '1.9', '1.10']);
	git('tag', '--annotate', '--message', 'the same commit', 'v1.10');
	git('tag', 'rel/1.10', 'v1.10');
	git('checkout', '--quiet', '-b', 'older', '1.8');
	git('commit', '--quiet', '--allow-empty', '--message', '1.8.1');
	git('tag', '1.8.1');
	git('checkout', '--quiet', 'main');
	git('merge', '--quiet', '--no-edit', 'older');
	git('tag', '--annotate', '--message', '1.11', '1.11');
	const named = (range: string): string[] => commitsNamed('--criu', `${folder}@${range}`).map(({ref}) => ref);
	t.deepEqual(named('1.9..1.11'), ['1.9', '1.10', '1.11']);
	t.deepEqual(named('1.9..main'), ['1.9', '1.10', '1.11']);
	t.deepEqual(named('1.8..rel/1.10'), ['1.8', '1.9', '1.10']);
	t.deepEqual(named('older..rel/1.10'), ['older', 'rel/1.10']);
});

test('a ref that a shallow clone lacks is told how to be had', async t => {
	const {folder} = await repositoryWith(t, ['1.0', '1.1']);
	const scratch = await folderWith(t, {});
	gitIn(scratch)('clone', '--quiet', '--depth', '1', `file://${folder}`, 'shallow');
	t.throws(() => commitsNamed('--criu', `${join(scratch, 'shallow')}@1.0`), {
		instanceOf: UsageError,
		message: /"1\.0" is no commit of .*\nIt is a shallow clone; .* fetch --unshallow --tags$/,
	});
});

test('an option that takes one build refuses several commits', async t => {
	const {folder} = await repositoryWith(t, ['1.0', '1.1']);
	t.throws(() => parseCriu(`git:${folder}@1.0,1.1`), {
		instanceOf: UsageError,
		message: /names 2 builds, and one is wanted/,
	});
});

test('a value that is no commit of a repository is refused', async t => {
	const {folder} = await repositoryWith(t, ['1.0', '1.1']);
	const empty = await folderWith(t, {});
	for (const [value, message] of [
		[`${folder}`, /not a repository and a ref\nValid: git:REPO@REF, /],
		[`${folder}@`, /not a repository and a ref/],
		[`${folder}@2.0`, /"2\.0" is no commit of /],
		[`${folder}@1.0,`, /"" is no ref/],
		[`${folder}@--output=x`, /"--output=x" is no ref/],
		[`${folder}@1.1..1.0`, /no release between 1\.1 and 1\.0/],
		[`${folder}@1.0..1.1..2`, /is no range/],
		[`${empty}@1.0`, /not a git repository/],
		[`${join(folder, 'nowhere')}@1.0`, /ENOENT/],
	] as const) {
		t.throws(() => parseRuntimes(`crun=git:${value}`), {instanceOf: UsageError, message}, value);
	}
});
