// The answer to `netlock history list --since-when`: what became of one cell or one cause, spell by spell.
import {sinceOf} from '../results/history/since.ts';
import type {CauseTrend, CellTrend, Trend} from '../results/history/trend.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {printable} from '../support/printable.ts';
import {describeSince} from './since.ts';

const verdict = (found: CellTrend | CauseTrend, runs: Trend['runs']): string => {
	const since = sinceOf(found.spells, runs);
	if (since) return describeSince(since);
	const last = found.spells.at(-1);
	if (last?.bad) return 'history has one run of it';
	const bad = found.spells.findLast(spell => spell.bad);
	return bad === undefined
		? 'never failed'
		: `gone: last seen in ${runs[bad.to]?.run}, ${last?.changed.join(', ') || 'nothing else that was measured changed'}`;
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
	const told = 'title' in found ? [found.title] : [];
	return `${[found.id, ...told, `${found.state}: ${verdict(found, runs)}`, flakeRate(found), ...took, ...spells]
		.flatMap(line => line.split('\n'))
		.map(printable)
		.join('\n')}\n`;
};
