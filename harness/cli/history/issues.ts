// `netlock history issues`: lists known issues with what history says about them, and a diff that removes those that no
// run meets.
import {readFileSync} from 'node:fs';
import {relative} from 'node:path';
import {Command} from 'commander';
import {project} from '../../model/checkout.ts';
import {removalDiff} from '../../plan/remove-issues.ts';
import {accountIssues, type IssueAccount, renderIssues} from '../../report/known-issues.ts';
import {readEntries} from '../../results/history/store.ts';
import {type Trend, trendOf} from '../../results/history/trend.ts';
import {type Own, readAllIssues} from '../../run/own-files.ts';
import {dateOf} from '../../support/date-of.ts';
import {withExamples} from '../examples.ts';
import {takeProjectFile} from '../project-file.ts';
import {type FolderOptions, folderOption} from './folder-option.ts';

/**
 * Every known issue, and the diff that removes those that no run meets any more: from the file that netlock.yaml names,
 * else from netlock's own.
 */
export const knownIssuesIn = async (trend: Trend, own: Own): Promise<{accounts: IssueAccount[]; diff: string}> => {
	const {knownIssues: file = project.knownIssues} = own;
	const root = file === project.knownIssues ? project.root : process.cwd();
	const accounts = accountIssues(await readAllIssues(own), trend, dateOf(new Date()));
	const over = new Set(accounts.filter(({removable}) => removable).map(({id}) => id));
	return {accounts, diff: removalDiff(relative(root, file), readFileSync(file, 'utf8'), over)};
};

const run = async ({history, diff: asDiff}: FolderOptions & {diff?: boolean}, command: Command): Promise<void> => {
	const own = await takeProjectFile(command);
	const {accounts, diff} = await knownIssuesIn(trendOf(readEntries(history)), own);
	process.stdout.write(asDiff ? diff : renderIssues(accounts));
};

export const issuesCommand = (): Command =>
	withExamples(
		new Command('issues')
			.description('list known issues: reason, first seen, expiry, and in how many runs their cells passed')
			.option('--diff', 'only a diff that takes out those whose cells passed in three runs or more')
			.addOption(folderOption()),
		{
			'history issues': 'Is any of them over?',
			'history issues --diff': 'For `git apply`, which removes them.',
			'history issues --history ./history': 'With a history in another folder.',
		},
	).action(run);
