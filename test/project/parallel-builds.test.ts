// AVA splits its files between the jobs of a parallel build. netlock's cells are planned, so every job runs all files.
import {execFile} from 'node:child_process';
import {symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {folderWith} from '../fixtures/folder.ts';

const {default: ours} = await import(join(project.root, 'ava.config.js'));
const files = ['a.test.ts', 'b.test.ts', 'c.test.ts'];

/** The test files that AVA runs in a job with these variables. */
const filesRun = async (folder: string, job: NodeJS.ProcessEnv): Promise<string[]> => {
	const cli = join(project.root, 'node_modules/ava/entrypoints/cli.js');
	const env = {PATH: process.env.PATH, CI: 'true', ...job};
	const {stdout} = await promisify(execFile)(process.execPath, [cli, '--tap', ...files], {cwd: folder, env});
	return files.filter(file => stdout.includes(`runs ${file}`));
};

const jobs: Record<string, NodeJS.ProcessEnv> = {
	GitLab: {GITLAB_CI: 'true', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3'},
	CircleCI: {CIRCLECI: 'true', CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '3'},
	Bitbucket: {BITBUCKET_COMMIT: 'x', BITBUCKET_PARALLEL_STEP: '1', BITBUCKET_PARALLEL_STEP_COUNT: '3'},
	Buildkite: {BUILDKITE: 'true', BUILDKITE_PARALLEL_JOB: '1', BUILDKITE_PARALLEL_JOB_COUNT: '3'},
	Semaphore: {SEMAPHORE: 'true', SEMAPHORE_CURRENT_JOB: '1', SEMAPHORE_JOB_COUNT: '3'},
};

const avaProject = async (t: Parameters<typeof folderWith>[0], config: object): Promise<string> => {
	const folder = await folderWith(t, {
		'package.json': JSON.stringify({type: 'module', ava: config}),
		...Object.fromEntries(files.map(file => [file, `import test from 'ava';\ntest('runs ${file}', t => t.pass());\n`])),
	});
	await symlink(join(project.root, 'node_modules'), join(folder, 'node_modules'));
	return folder;
};

test('every file runs in a parallel job of any of them', async t => {
	t.deepEqual(await filesRun(await avaProject(t, ours), Object.assign({}, ...Object.values(jobs))), files);
});

test('without that setting AVA runs a share of the files', async t => {
	const {utilizeParallelBuilds, ...others} = ours;
	t.is(utilizeParallelBuilds, false);
	const folder = await avaProject(t, others);
	for (const [service, job] of Object.entries(jobs)) {
		t.deepEqual(await filesRun(folder, job), ['b.test.ts'], service);
	}
});
