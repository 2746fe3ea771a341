// Whether two failures of one cell are one: by what known issues say of them, or by layer and words, without what differs each time.
import type {CellResult} from '../model/cell-result.ts';

/** Numbers, ids and paths differ from run to run. */
const inNormalForm = (reason: string): string =>
	reason
		.replaceAll(/\b[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/g, '#')
		.replaceAll(/\d+/g, '#')
		.trim();

const identityOf = ({layer, reason = '', knownIssue, unexpected}: CellResult): string =>
	knownIssue !== undefined && !unexpected ? `known ${knownIssue.id}` : `${layer} ${inNormalForm(reason)}`;

export const failsAlike = (one: CellResult, other: CellResult): boolean => identityOf(one) === identityOf(other);
