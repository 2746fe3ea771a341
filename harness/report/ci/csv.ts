// cells.csv, in the form of RFC 4180: a row for each cell, for spreadsheets and databases.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {statusOf} from '../status.ts';
import {cellVerdict} from '../verdict.ts';
import {plain} from './inert.ts';

const columns: Record<string, (cell: CellResult) => string | number | boolean | undefined> = {
	id: ({id}) => id,
	image: ({image}) => image,
	build: ({runtime}) => runtime,
	lock: ({lock}) => lock,
	scenario: ({scenario}) => scenario,
	status: statusOf,
	outcome: ({outcome}) => outcome,
	expected: ({expected}) => expected,
	unexpected: ({unexpected}) => unexpected,
	layer: ({layer}) => layer,
	cause: ({cause}) => cause,
	known_issue: ({knownIssue}) => knownIssue?.id,
	attempts: ({attempts}) => attempts,
	cached_from: ({cached}) => cached?.run,
	measured: ({cached}) => cached?.measured,
	measured_on: ({cached}) => cached?.host,
	milliseconds: ({durations}) => durations?.total,
	verdict: cellVerdict,
};

/** A spreadsheet takes text that begins like this for a formula. With an apostrophe before it, it stays text. */
const formula = /^[=+\-@]/;

const field = (value: string | number | boolean | undefined): string => {
	const line = plain(String(value ?? '')).trim();
	const text = formula.test(line) ? `'${line}` : line;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const renderCsv = ({cells}: Results): string => {
	const rows = cells.map(cell => Object.values(columns).map(of => field(of(cell))));
	return [Object.keys(columns), ...rows].map(row => `${row.join(',')}\r\n`).join('');
};
