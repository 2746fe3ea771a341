// Joins known issues with their history: reason, bug, first seen, expiry, and which can be removed.
import type {KnownIssue} from '../model/known-issue.ts';
import type {IssueTrend} from '../results/history/issues.ts';
import type {Trend} from '../results/history/trend.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';

/** After fewer passes a cell may only be flaky. */
const enough = 3;

export type IssueAccount = Pick<KnownIssue, 'id' | 'bug' | 'reason' | 'expires'> & {
	expired: boolean;
	/** When it was first seen, as far as history knows. */
	seen: string;
	/** Whether its cells passed in enough runs in a row that it can be removed. */
	removable: boolean;
};

const sightings = (known: IssueTrend | undefined, runs: Trend['runs']): string => {
	if (known === undefined) return 'no run in history has a cell that it covers';
	const passed = known.passed === 0 ? '' : `; its cells passed in ${counted(known.passed, 'run')} since`;
	if (known.first === undefined) return `never seen${passed}`;
	const [first, last] = [runs[known.first]?.run, runs[known.last ?? known.first]?.run];
	return first === last ? `seen in ${first}${passed}` : `seen from ${first} to ${last}${passed}`;
};

/** `today`: ISO date. */
export const accountIssues = (
	issues: readonly KnownIssue[],
	{issues: known, runs}: Pick<Trend, 'issues' | 'runs'>,
	today: string,
): IssueAccount[] =>
	issues.map(({id, bug, reason, expires}) => {
		const trend = known.find(each => each.id === id);
		return {
			...{id, bug, reason, expires},
			expired: expires <= today,
			seen: sightings(trend, runs),
			removable: (trend?.passed ?? 0) >= enough,
		};
	});

export const renderIssues = (accounts: readonly IssueAccount[]): string =>
	accounts
		.map(({id, bug, reason, expires, expired, seen, removable}) =>
			[
				`${id}${removable ? '  may be taken out' : ''}`,
				`  ${reason.trim()}`,
				`  ${bug}`,
				`  ${seen}`,
				`  ${expired ? 'expired' : 'counts until'} ${expires}`,
			]
				.map(printable)
				.join('\n'),
		)
		.join('\n\n')
		.concat('\n');
