// Known issues beside history: since when they are seen, how often their cells passed, and which may be removed.
import test from 'ava';
import {renderHistory} from '../../harness/report/history-page.ts';
import {accountIssues, renderIssues} from '../../harness/report/known-issues.ts';
import {trendOf} from '../../harness/results/history/trend.ts';
import {idOf, nightOf, small} from '../fixtures/history.ts';
import {knownIssue} from '../fixtures/plan.ts';

/** `f`: a cell fails as the issue says. `p`: its cells pass. `-`: none of its cells ran. */
const after = (nights: string, expires = '2027-01-01') => {
	const {id} = knownIssue;
	const counts: Record<string, {failing: number; passing: number}> = {
		f: {failing: 2, passing: 1},
		p: {failing: 0, passing: 3},
	};
	const entries = [...nights].map((letter, night) => ({
		...nightOf(small, night),
		knownIssues: counts[letter] ? [{id, ...counts[letter]}] : [],
	}));
	const [account] = accountIssues([{...knownIssue, expires}], trendOf(entries), '2026-06-01');
	if (!account) throw new Error('no account');
	return account;
};

for (const [nights, seen, removable] of [
	['', 'no run in history has a cell that it covers', false],
	['--', 'no run in history has a cell that it covers', false],
	['f', `seen in ${idOf(0)}`, false],
	['fpf', `seen from ${idOf(0)} to ${idOf(2)}`, false],
	['-ffpp', `seen from ${idOf(1)} to ${idOf(2)}; its cells passed in 2 runs since`, false],
	['fp-pp', `seen in ${idOf(0)}; its cells passed in 3 runs since`, true],
	['ppp', 'never seen; its cells passed in 3 runs since', true],
] as const) {
	test(`after ${nights === '' ? 'no' : nights} nights: ${seen}`, t => t.like(after(nights), {seen, removable}));
}

test('an issue counts up to its date', t => {
	t.false(after('f').expired);
	t.true(after('f', '2026-06-01').expired);
});

test('each issue has its reason, its bug, and its date; the page has the diff', t => {
	const account = after('ppp', '2026-01-01');
	const told = renderIssues([account]);
	for (const part of [`${account.id}  may be taken out`, account.bug, account.seen, 'expired 2026-01-01']) {
		t.true(told.includes(part), part);
	}
	const page = renderHistory(trendOf([]), {accounts: [account], diff: '-- id: one\n'});
	t.regex(page, /id="known-issues"[\s\S]*may be taken out[\s\S]*expired[\s\S]*<pre>-- id: one/);
	t.notRegex(renderHistory(trendOf([])), /id="known-issues"/);
});
