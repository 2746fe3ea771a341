// Cells that share a cause, folded together: unexpected verdicts, known issues, and reasons for what was not
// run.
import {locks} from '../model/axes.ts';
import type {CellResult, KnownIssueRef} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {isMissing} from './matrix.ts';
import {type Status, statusOf} from './status.ts';
import {cellVerdict} from './verdict.ts';

export type IssueGroup = {
	issue: KnownIssueRef;
	/** Cells that still fail as it says. */
	failing: number;
	/** Cells that pass although it says they fail. */
	passing: number;
	/** Its date had passed when the run started. */
	expired: boolean;
	cells: CellResult[];
};

export function groupKnownIssues({cells, run}: Results): IssueGroup[] {
	const withIssue = cells.filter(cell => cell.knownIssue !== undefined);
	return [...Map.groupBy(withIssue, cell => cell.knownIssue!.id).values()].map(group => {
		const issue = group[0]!.knownIssue!;
		return {
			issue,
			failing: group.filter(cell => statusOf(cell) === 'known failure').length,
			passing: group.filter(cell => cell.outcome === 'pass').length,
			expired: isBefore(issue.expires, run.started),
			cells: group,
		};
	});
}

export type VerdictGroup = {status: Status; verdict: string; cells: CellResult[]};

/** Unexpected cells that say the same thing, in the order given: one cause, however many cells. */
export function groupUnexpected(unexpected: readonly CellResult[]): VerdictGroup[] {
	return [...Map.groupBy(unexpected, cell => `${statusOf(cell)}\n${cellVerdict(cell)}`).values()].map(cells => ({
		status: statusOf(cells[0]!),
		verdict: cellVerdict(cells[0]!),
		cells,
	}));
}

/** Cells of images that are there, that did not run and so say nothing about the runtime, by reason; the largest group first. */
export function groupUnrun(results: Results): VerdictGroup[] {
	const unrun = results.cells.filter(
		({outcome, image}) => (outcome === 'miss' || outcome === 'skip') && !isMissing(results, image),
	);
	return [...Map.groupBy(unrun, cell => `${cell.outcome}\n${cellVerdict(cell)}`).values()]
		.map(group => ({status: statusOf(group[0]!), verdict: cellVerdict(group[0]!), cells: group}))
		.toSorted((a, b) => b.cells.length - a.cells.length);
}

/** Where a group's cells lie: `trixie · crun, runc · every lock · established-tcp`. */
export function whereabouts(group: readonly CellResult[], all: readonly CellResult[]): string {
	const part = (key: 'image' | 'runtime' | 'lock' | 'scenario') => {
		const here = new Set<string>(group.map(cell => cell[key]));
		const everywhere = new Set(all.map(cell => cell[key]));
		if (here.size === everywhere.size && everywhere.size > 1) {
			return `every ${key}`;
		}

		const values = key === 'lock' ? locks.filter(lock => here.has(lock)) : [...here];
		const shown = values.slice(0, 4).join(', ');
		return values.length > 4 ? `${shown} and ${values.length - 4} more` : shown;
	};

	return [part('image'), part('runtime'), part('lock'), part('scenario')].join(' · ');
}

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);
