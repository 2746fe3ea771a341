// Groups cells: those that a known issue explains, and those that did not run, by reason.
import {locks} from '../model/axes.ts';
import type {CellResult, KnownIssueRef} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {groupsOf} from '../support/groups-of.ts';
import {isMissing} from './matrix.ts';
import {type Status, statusOf} from './status.ts';
import {cellVerdict} from './verdict.ts';

export type IssueGroup = {
	issue: KnownIssueRef;
	/** Cells that still fail as it says. */
	failing: number;
	/** Cells that pass although the issue says that they fail. */
	passing: number;
	/** Whether it had expired when the run started. */
	expired: boolean;
	cells: CellResult[];
};

export const groupKnownIssues = ({cells, run}: Results): IssueGroup[] => {
	const known = cells.flatMap(cell => (cell.knownIssue ? [{cell, issue: cell.knownIssue}] : []));
	return groupsOf(known, ({issue}) => issue.id).map(({first: {issue}, all}) => {
		const group = all.map(({cell}) => cell);
		return {
			issue,
			failing: group.filter(cell => statusOf(cell) === 'known failure').length,
			passing: group.filter(cell => cell.outcome === 'pass').length,
			expired: isBefore(issue.expires, run.started),
			cells: group,
		};
	});
};

export type VerdictGroup = {status: Status; verdict: string; cells: CellResult[]};

const byVerdict = (cells: readonly CellResult[]): VerdictGroup[] =>
	groupsOf(cells, cell => `${statusOf(cell)}\n${cellVerdict(cell)}`).map(({first, all}) => ({
		status: statusOf(first),
		verdict: cellVerdict(first),
		cells: all,
	}));

/** Cells that did not run although their image is available, by reason. The largest group comes first. */
export const groupUnrun = (results: Results): VerdictGroup[] =>
	byVerdict(
		results.cells.filter(
			({outcome, image}) => (outcome === 'miss' || outcome === 'skip') && !isMissing(results, image),
		),
	).toSorted((a, b) => b.cells.length - a.cells.length);

/** The coordinates of a group's cells: `trixie · crun, runc · every lock · established-tcp`. */
export const whereabouts = (group: readonly CellResult[], all: readonly CellResult[]): string => {
	const part = (key: 'image' | 'runtime' | 'lock' | 'scenario') => {
		const here = new Set<string>(group.map(cell => cell[key]));
		const everywhere = new Set(all.map(cell => cell[key]));
		if (here.size === everywhere.size && everywhere.size > 1) return `every ${key}`;
		const values = key === 'lock' ? locks.filter(lock => here.has(lock)) : [...here];
		const shown = values.slice(0, 4).join(', ');
		return values.length > 4 ? `${shown} and ${values.length - 4} more` : shown;
	};
	return [part('image'), part('runtime'), part('lock'), part('scenario')].join(' · ');
};

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);
