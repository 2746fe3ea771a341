// Since when something is bad, in words: the last good run, the first bad one, and what else changed between them.
import type {Since} from '../model/cause.ts';

const because = (changed: readonly string[]): string =>
	changed.length === 0 ? 'nothing else that was measured changed' : `then changed: ${changed.join(', ')}`;

/** `new: good until 2026-11-27T…; then changed: crun 1.20 → 1.21` */
export const describeSince = ({state, firstBad, lastGood, changed}: Since): string => {
	if (lastGood === undefined) return `as long as history has these cells, since ${firstBad}`;
	if (state === 'new') return `new: good until ${lastGood}; ${because(changed)}`;
	return `${state === 'back' ? 'back' : 'ongoing'} since ${firstBad}, good until ${lastGood}; ${because(changed)}`;
};
