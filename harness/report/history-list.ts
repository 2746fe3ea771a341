// Lists the runs in history for a terminal: one line each, the newest last.
import type {IndexedRun} from '../results/history/summary.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {printable} from '../support/printable.ts';

const outcome = ({ran, unexpected, flaky, interrupted}: IndexedRun): string =>
	[
		`${counted(ran, 'cell')} ran`,
		unexpected === 0 ? 'all as expected' : `${unexpected} unexpected`,
		...(flaky > 0 ? [`${flaky} flaky`] : []),
		...(interrupted ? ['interrupted'] : []),
	].join(', ');

/** `names`: name → id of a run. */
export const renderRuns = (runs: readonly IndexedRun[], names: ReadonlyMap<string, string>): string => {
	if (runs.length === 0) return 'History has no run yet. `netlock run` adds one at its end.\n';
	const lines = runs.map(run => {
		const own = [...names].filter(([, id]) => id === run.run).map(([name]) => name);
		const called = own.length === 0 ? '' : ` (${own.join(', ')})`;
		return `${run.run}${called}  ${outcome(run)}, in ${formatDuration(run.took)}\n  ${run.command}`;
	});
	return `${lines.map(line => line.split('\n').map(printable).join('\n')).join('\n')}\n`;
};
