// The circumstances of cells in a run, and what differs between two runs: it may explain a change.
import type {Circumstances, HistoryEntry} from './entry.ts';

export type Surroundings = Pick<HistoryEntry, 'host' | 'scenarios' | 'settings'>;

/** What a cell or a cause depends on: `image/runtime` of each cell, and scenarios. */
export type Dependence = {settings: readonly string[]; scenarios: readonly string[]};

const differing = (before: Circumstances = {}, after: Circumstances = {}): string[] =>
	[...new Set([...Object.keys(before), ...Object.keys(after)])]
		.filter(name => before[name] !== after[name])
		.map(name => `${name} ${before[name] ?? 'unknown'} → ${after[name] ?? 'unknown'}`);

/** At most so many changes are named one by one. */
const listed = 6;

/**
 * Such as `crun 1.20 (…) → 1.21 (…)`, `kernel 6.18 → 6.19`, `the scenario tcp-veth`. Empty when nothing that was
 * measured differs.
 */
export const differences = (before: Surroundings, after: Surroundings, {settings, scenarios}: Dependence): string[] => {
	if (before === after) return [];
	const all = [
		...settings.flatMap(each =>
			before.settings[each] && after.settings[each] ? differing(before.settings[each], after.settings[each]) : [],
		),
		...differing(before.host, after.host),
		...scenarios.filter(each => before.scenarios[each] !== after.scenarios[each]).map(each => `the scenario ${each}`),
	];
	const distinct = [...new Set(all)];
	const rest = distinct.length - listed;
	return rest > 0 ? [...distinct.slice(0, listed), `and ${rest} more`] : distinct;
};
