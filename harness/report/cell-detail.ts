// The panel of one cell as data. All its text is made here; the page only lays it out.
import type {CellResult} from '../model/cell-result.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import type {Results} from '../model/results.ts';
import {formatDuration} from '../support/duration.ts';
import {bugUrl} from './bug-link.ts';
import {describeCached} from './cached.ts';
import {type CellFiles, cellFiles} from './cell-files.ts';
import {type CycleTimes, cycleTimes} from './cycle-times.ts';
import {describeExit} from './describe-evidence.ts';
import {type Exceptions, type LayerSeen, layersSeen} from './expected.ts';
import {describeRounds} from './rounds.ts';

export type OperationDetail = {
	title: string;
	command: string;
	ended: string;
	/** The last lines of the runtime's error output. */
	said?: readonly string[] | undefined;
	/** Lines of CRIU's log. */
	log?: readonly string[] | undefined;
};

export type CellDetail = {
	layers: LayerSeen[];
	operations: OperationDetail[];
	times?: CycleTimes | undefined;
	issue?: {id: string; bug: string; url?: string | undefined; reason: string; expires: string} | undefined;
	files?: CellFiles | undefined;
	reproduce?: string | undefined;
	/** Name and value. */
	facts: [string, string][];
};

const lockGiven = {
	flag: "given by the runtime's option",
	config: 'given in /etc/criu/default.conf',
	nothing: 'so neither runtime nor CRIU was given one',
};

const operationTitle = ({operation, place}: OperationEvidence): string =>
	place === undefined ? operation : `${operation} in ${place}`;

const factsOf = (cell: CellResult): [string, string][] => {
	const {told, lock, expected, attempts, durations} = cell;
	const rounds = describeRounds(cell);
	const cached = describeCached(cell);
	return [
		...(cached === undefined ? [] : [['Measured', cached] satisfies [string, string]]),
		...(told === undefined ? [] : [['Lock asked for', `${lock}, ${lockGiven[told]}`] satisfies [string, string]]),
		['Expected', expected],
		rounds === undefined ? ['Attempts', String(attempts)] : ['Rounds', rounds],
		...(durations === undefined
			? []
			: [
					[
						'Took',
						`${formatDuration(durations.total)}: sandbox ${formatDuration(durations.sandbox)}, scenario ${formatDuration(durations.body)}`,
					] satisfies [string, string],
				]),
	];
};

export const cellDetail = (cell: CellResult, results: Results, exceptions: Exceptions): CellDetail => {
	const {knownIssue, files = [], reproduce, evidence} = cell;
	return {
		layers: layersSeen(cell, results, exceptions),
		operations: (evidence?.operations ?? []).map(operation => ({
			title: operationTitle(operation),
			command: operation.command,
			ended: describeExit(operation),
			...(operation.said && operation.said.length > 0 && {said: operation.said}),
			...(operation.cause && operation.cause.length > 0 && {log: operation.cause}),
		})),
		times: evidence && cycleTimes(evidence),
		issue: knownIssue && {...knownIssue, url: bugUrl(knownIssue.bug)},
		...(files.length > 0 && {files: cellFiles(files, `cells/${cell.id}/`)}),
		reproduce,
		facts: factsOf(cell),
	};
};
