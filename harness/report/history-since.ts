// The history of one cell or cause: in one sentence, and spell by spell for `netlock history list --since-when`.
import {sinceOf} from '../results/history/since.ts';
import type {CauseTrend, CellTrend, Trend} from '../results/history/trend.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {printable} from '../support/printable.ts';
import {sinceWords} from './since.ts';

/** The history of a cell or cause in words. Its state is shown beside it. */
export const accountOf = ({spells, flaky}: Pick<CellTrend, 'spells' | 'flaky'>, runs: Trend['runs']): string => {
	const since = sinceOf(spells, runs);
	if (since) return sinceWords(since);
	const last = spells.at(-1);
	if (last === undefined) return 'flaky in every run that ran it';
	if (last.bad) return `history has one run of it, ${runs[last.from]?.run}`;
	const bad = spells.findLast(spell => spell.bad);
	if (bad === undefined) return flaky > 0 ? 'never failed, but for flaky runs' : 'never failed';
	return `last seen in ${runs[bad.to]?.run}, ${last.changed.join(', ') || 'nothing else that was measured changed'}`;
};

/** `flaky in 3 of 20 runs (15 %)` */
export const flakeRate = ({flaky, seen}: Pick<CellTrend, 'flaky' | 'seen'>): string =>
	`flaky in ${flaky} of ${counted(seen, 'run')} (${Math.round((flaky * 100) / Math.max(1, seen))} %)`;

export const renderSince = (found: CellTrend | CauseTrend, runs: Trend['runs']): string => {
	const spells = found.spells.map(({bad, from, to, runs: count, changed}) =>
		[
			`  ${bad ? 'bad ' : 'good'}  ${runs[from]?.run} to ${runs[to]?.run}, ${counted(count, 'run')}`,
			...(changed.length > 0 ? [`        changed: ${changed.join(', ')}`] : []),
		].join('\n'),
	);
	const took =
		'took' in found ? [`took ${formatDuration(found.took)}, ${formatDuration(found.average)} on average`] : [];
	const titles = 'title' in found ? [found.title] : [];
	return `${[found.id, ...titles, `${found.state}: ${accountOf(found, runs)}`, flakeRate(found), ...took, ...spells]
		.flatMap(line => line.split('\n'))
		.map(printable)
		.join('\n')}\n`;
};
