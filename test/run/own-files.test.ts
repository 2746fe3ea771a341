// Known issues and scenarios of the user's project, beside netlock's.
import {writeFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join, relative} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {selectScenarios} from '../../harness/plan/catalog.ts';
import {readKnownIssues} from '../../harness/plan/known-issues.ts';
import {readAllIssues, scenarioFolders} from '../../harness/run/own-files.ts';
import {folderWith} from '../fixtures/folder.ts';

const issue = (id: string): string => `- id: ${id}
  match: {scenario: [tcp-veth]}
  outcome: fail
  symptom: ours
  bug: https://example.org/1
  reason: Ours.
  expires: 2999-01-01
`;
const words = "import {title} from './title.ts';\nimport {scenario} from 'netlock';\n";
const scenarioFile = `${words}scenario(title, {locks: ['skip'], reports: {}}, () => {});\n`;

/** Removes the copies that a test makes. */
const foldersOf = (t: ExecutionContext, scenarios: string): string[] => {
	const folders = scenarioFolders({scenarios});
	t.teardown(() => rm(folders[1] ?? '', {recursive: true, force: true}));
	return folders;
};

test('the user’s known issues come before netlock’s', async t => {
	const folder = await folderWith(t, {'issues.yaml': issue('ours')});
	const ours = await readKnownIssues(project.knownIssues);
	t.deepEqual(await readAllIssues(), ours);
	const all = await readAllIssues({knownIssues: join(folder, 'issues.yaml')});
	t.deepEqual(
		all.map(({id}) => id),
		['ours', ...ours.map(({id}) => id)],
	);
});

test('an id that netlock’s known issues have is refused', async t => {
	const [first] = await readKnownIssues(project.knownIssues);
	const folder = await folderWith(t, {'issues.yaml': issue(first?.id ?? '')});
	const error = await t.throwsAsync(readAllIssues({knownIssues: join(folder, 'issues.yaml')}), {
		instanceOf: UsageError,
	});
	t.regex(error.message, new RegExp(`known issue ${first?.id} is netlock's too`));
});

test('a scenario of the user is read beside netlock’s, with the files that it imports', async t => {
	const folder = await folderWith(t, {'scenarios/ours.ts': scenarioFile, 'scenarios/lib/title.ts': ''});
	writeFileSync(join(folder, 'scenarios/ours.ts'), scenarioFile.replace('./title', './lib/title'));
	writeFileSync(join(folder, 'scenarios/lib/title.ts'), "export const title = 'ours survives';\n");
	const folders = foldersOf(t, join(folder, 'scenarios'));
	t.is(folders[0], project.scenarios);
	t.true(folders[1]?.startsWith(project.root), 'AVA runs files of the checkout only');
	t.like(await selectScenarios(folders, [], ['ours', 'tcp-veth']), [
		{id: 'tcp-veth'},
		{id: 'ours', title: 'ours survives'},
	]);
});

test('the error for a wrong scenario names the user’s file, not the copy', async t => {
	const folder = await folderWith(t, {
		'ours.ts': scenarioFile.replace('title, {', 'title, {core: 1, '),
		'title.ts': "export const title = 'x';\n",
	});
	const error = await t.throwsAsync(selectScenarios(foldersOf(t, folder), [], ['ours']));
	t.is(error?.message.split(':')[0], relative(process.cwd(), join(folder, 'ours.ts')));
});

test('a scenario with the name of one of netlock’s, and a missing folder, are refused', async t => {
	const folder = await folderWith(t, {'tcp-veth.ts': scenarioFile});
	t.throws(() => scenarioFolders({scenarios: folder}), {
		instanceOf: UsageError,
		message: /tcp-veth\.ts is netlock's too/,
	});
	t.throws(() => scenarioFolders({scenarios: join(folder, 'x')}), {
		instanceOf: UsageError,
		message: /there is no folder/,
	});
	t.deepEqual(scenarioFolders(), [project.scenarios]);
});

test('the error for a mistyped word of netlock names the nearest', async t => {
	const folder = await folderWith(t, {'scenarios/ours.ts': "import {scenari} from 'netlock';\n"});
	const folders = foldersOf(t, join(folder, 'scenarios'));
	await t.throwsAsync(selectScenarios(folders, [], ['ours']), {message: /'scenari'; did you mean scenario\?/});
});
