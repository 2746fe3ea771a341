// Compares an outcome with what was expected. The one place that decides what is unexpected.

import type {Layer, Outcome} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import {type KnownIssue, refer} from '../model/known-issue.ts';

/** An outcome as it was observed; only `judge` sets it beside an expectation. */
export type Observed = {
	outcome: Outcome;
	layer?: Layer | undefined;
	reason?: string | undefined;
	symptoms: readonly string[];
};

type Judgement = Pick<CellResult, 'outcome' | 'expected' | 'unexpected' | 'knownIssue'>;

/** Whether it is what the issue says: its outcome, at its layer, with its symptom. */
const isSeen = ({outcome, layer, reason = '', symptoms}: Observed, issue: KnownIssue): boolean => {
	const symptom = new RegExp(issue.symptom);
	const sameLayer = issue.layer === undefined || issue.layer === layer;
	return outcome === issue.outcome && sameLayer && [reason, ...symptoms].some(line => symptom.test(line));
};

/**
 * `pass` and `skip` are always fine where no known issue says otherwise, `miss` is a gap and not a fault.
 * Of the known issues that cover a cell, the one that is seen makes its outcome the expected one; another failure is news.
 * `welcome`: a pass in spite of them is good news, as it is of a build under test, and no fault.
 */
export const judge = (observed: Observed, issues: readonly KnownIssue[] = [], welcome = false): Judgement => {
	const {outcome} = observed;
	if (outcome === 'miss' || outcome === 'skip') return {outcome, expected: outcome, unexpected: false};
	const [first] = issues;
	if (first === undefined) return {outcome, expected: 'pass', unexpected: outcome !== 'pass'};
	const seen = issues.find(issue => isSeen(observed, issue));
	if (seen) return {outcome, expected: outcome, unexpected: false, knownIssue: refer(seen)};
	if (outcome === 'pass') return {outcome, expected: first.outcome, unexpected: !welcome, knownIssue: refer(first)};
	return {outcome, expected: first.outcome, unexpected: true};
};
