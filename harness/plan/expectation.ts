// Compares an outcome with what was expected. The one place that decides what is unexpected.

import type {Layer, Outcome} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import {type KnownIssue, refer} from '../model/known-issue.ts';

/** An observed outcome. Only `judge` compares it with an expectation. */
export type Observed = {
	outcome: Outcome;
	layer?: Layer | undefined;
	reason?: string | undefined;
	symptoms: readonly string[];
};

type Judgement = Pick<CellResult, 'outcome' | 'expected' | 'unexpected' | 'knownIssue'>;

/** Whether the observed failure is the known issue: same outcome, same layer, its symptom. */
const isSeen = ({outcome, layer, reason = '', symptoms}: Observed, issue: KnownIssue): boolean => {
	const symptom = new RegExp(issue.symptom);
	const sameLayer = issue.layer === undefined || issue.layer === layer;
	return outcome === issue.outcome && sameLayer && [reason, ...symptoms].some(line => symptom.test(line));
};

/**
 * Without a known issue `pass` and `skip` are expected, and `miss` is a gap that never fails the run. If several known
 * issues cover a cell, the one whose symptom is seen makes the outcome expected. Any other failure is unexpected.
 * `welcome`: a pass despite known issues is good news, as for a build under test, and does not fail the run.
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
