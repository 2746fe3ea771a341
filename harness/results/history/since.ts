// Finds since when a cell or cause is bad: the last good run, the first bad one, and what else changed between the two.
import type {Since} from '../../model/cause.ts';
import type {Results} from '../../model/results.ts';
import type {HistoryEntry} from './entry.ts';
import {type Spell, stateOf} from './spells.ts';
import {toEntry} from './to-entry.ts';
import {type Trend, trendOf} from './trend.ts';

/** Undefined when it is not bad now, or when history has only one run of it. */
export const sinceOf = (spells: readonly Spell[], runs: Trend['runs']): Since | undefined => {
	const last = spells.at(-1);
	const state = stateOf(spells);
	if (!last?.bad || (state !== 'new' && state !== 'back' && state !== 'ongoing')) return undefined;
	if (spells.length === 1 && last.runs === 1) return undefined;
	const good = spells.at(-2);
	return {
		state,
		firstBad: runs[last.from]?.run ?? '',
		...(good && {lastGood: runs[good.to]?.run ?? ''}),
		changed: [...last.changed],
	};
};

const withRun = function* (entries: Iterable<HistoryEntry>, results: Results): Generator<HistoryEntry> {
	for (const entry of entries) if (entry.run !== results.run.id) yield entry;
	yield toEntry(results);
};

/** Adds to causes since when they exist, as far as history knows. `entries`: the oldest first. */
export const withSince = (results: Results, entries: Iterable<HistoryEntry>): Results => {
	if ((results.causes ?? []).length === 0) return results;
	const {causes, runs} = trendOf(withRun(entries, results));
	const known = new Map(causes.map(({id, spells}) => [id, sinceOf(spells, runs)]));
	return {
		...results,
		causes: (results.causes ?? []).map(cause => {
			const since = known.get(cause.id);
			return since === undefined ? cause : {...cause, since};
		}),
	};
};
