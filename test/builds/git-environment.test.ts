// git reads the repository that was named, and what that repository or this machine configures changes nothing.
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commitsOf} from '../../harness/bisect/commits.ts';
import {git, gitSync} from '../../harness/builds/git.ts';
import {takeOut} from '../../harness/builds/take-out.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';

/** Two commits of which the first is gone, and a program that the configuration names to fetch it with. */
const lacking = async (t: ExecutionContext) => {
	const folder = await folderWith(t, {file: '1'});
	const own = gitIn(folder);
	own('init', '--quiet');
	for (const subject of ['one', 'two', 'three']) own('commit', '--quiet', '--allow-empty', '--message', subject);
	const [middle, first] = [own('rev-parse', 'HEAD~1'), own('rev-parse', 'HEAD~2')];
	const pwned = join(folder, 'pwned');
	for (const [key, value] of [
		['core.repositoryformatversion', '1'],
		['extensions.partialClone', 'origin'],
		['remote.origin.promisor', 'true'],
		['remote.origin.url', folder],
		['remote.origin.uploadpack', `touch ${pwned}; false`],
	] as const) {
		own('config', key, value);
	}
	rmSync(join(folder, '.git/objects', middle.slice(0, 2), middle.slice(2)));
	return {folder, first, pwned};
};

test('a repository that lacks a commit runs no program to fetch it with', async t => {
	const {folder, first, pwned} = await lacking(t);
	await t.throwsAsync(git('-C', folder, 'log', `${first}..HEAD`));
	t.throws(() => gitSync('-C', folder, 'log', `${first}..HEAD`));
	await t.throwsAsync(commitsOf('crun', [folder, `${first}..`], join(folder, 'scratch')), {instanceOf: UsageError});
	t.false(existsSync(pwned));
});

const twoCommits = async (t: ExecutionContext, name: string): Promise<string> => {
	const folder = await folderWith(t, {file: 'a\nb\n'});
	const own = gitIn(folder);
	own('init', '--quiet');
	own('add', 'file');
	for (const turn of [1, 2]) own('commit', '--quiet', '--allow-empty', '--message', `${name} ${turn}`);
	return folder;
};

/** Sets variables until the test ends. */
const withVariables = (t: ExecutionContext, given: Record<string, string>): void => {
	const before = Object.keys(given).map(name => [name, process.env[name]] as const);
	Object.assign(process.env, given);
	t.teardown(() => {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	});
};

test.serial('the repository that was named is read, also from a hook of another one', async t => {
	const [asked, other] = [await twoCommits(t, 'asked'), await twoCommits(t, 'other')];
	withVariables(t, {GIT_DIR: join(other, '.git')});
	const commits = await commitsOf('crun', [asked, 'HEAD~1..'], join(asked, 'scratch'));
	t.deepEqual(
		commits.map(({name}) => name.replace(/^\w+ /, '')),
		['asked 1', 'asked 2'],
	);
	t.is(gitSync('-C', asked, 'log', '-1', '--format=%s'), 'asked 2');
});

const attributes = 'file export-ignore\n';

for (const [what, files, variables] of [
	[
		'the user’s own configuration',
		{},
		() => ({GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.autocrlf', GIT_CONFIG_VALUE_0: 'true'}),
	],
	['the option -c of a git that runs netlock', {}, () => ({GIT_CONFIG_PARAMETERS: "'core.autocrlf=true'"})],
	['a file of the user with attributes', {'git/attributes': attributes}, (home: string) => ({XDG_CONFIG_HOME: home})],
	[
		'the user’s template for repositories',
		{'info/attributes': attributes},
		(home: string) => ({GIT_TEMPLATE_DIR: home}),
	],
] as const) {
	test.serial(`${what} does not change the files of a commit`, async t => {
		const [folder, home] = [await twoCommits(t, 'x'), await folderWith(t, files)];
		const out = join(folder, 'out');
		const hash = gitSync('-C', folder, 'rev-parse', 'HEAD');
		withVariables(t, variables(home));
		await takeOut(join(folder, '.git'), hash, out);
		t.is(readFileSync(join(out, 'file'), 'utf8'), 'a\nb\n');
	});
}
