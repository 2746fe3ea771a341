// Describes since when a cause exists: the last good run, the first bad one, and what else changed between them.
import type {Since} from '../model/cause.ts';

const because = (changed: readonly string[]): string =>
	changed.length === 0 ? 'nothing else that was measured changed' : `then changed: ${changed.join(', ')}`;

/** `good until 2026-11-27T…; then changed: crun 1.20 → 1.21`: for where the state stands beside it. */
export const sinceWords = ({state, firstBad, lastGood, changed}: Since): string => {
	if (lastGood === undefined) return `in every run that history has of these cells, since ${firstBad}`;
	const from = state === 'new' ? '' : `since ${firstBad}, `;
	return `${from}good until ${lastGood}; ${because(changed)}`;
};

/** `new: good until …`, `ongoing since …` */
export const describeSince = (since: Since): string => {
	const words = sinceWords(since);
	if (since.lastGood === undefined) return words;
	return since.state === 'new' ? `new: ${words}` : `${since.state} ${words}`;
};
