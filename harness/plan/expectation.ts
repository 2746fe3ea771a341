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

/**
 * `pass` and `skip` are always fine where no known issue says otherwise, `miss` is a gap and not a fault.
 * A known issue turns its outcome into the expected one only at its layer, and when its symptom is seen too.
 */
export const judge = (observed: Observed, issue: KnownIssue | undefined): Judgement => {
	const {outcome} = observed;
	if (outcome === 'miss' || outcome === 'skip') return {outcome, expected: outcome, unexpected: false};
	if (issue === undefined) return {outcome, expected: 'pass', unexpected: outcome !== 'pass'};
	const symptom = new RegExp(issue.symptom);
	const seen = [observed.reason ?? '', ...observed.symptoms].some(line => symptom.test(line));
	const sameLayer = issue.layer === undefined || issue.layer === observed.layer;
	const unexpected = outcome !== issue.outcome || !sameLayer || !seen;
	return {outcome, expected: issue.outcome, unexpected, knownIssue: refer(issue)};
};
