// A bug report to paste: one failing cell, for people who must mend it and do not have netlock.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {causesOf} from '../../results/causes/causes.ts';
import {blamed, describeCause} from '../causes.ts';
import {describeHost} from '../describe-evidence.ts';
import {exceptionsOf, type LayerSeen, layersSeen} from '../expected.ts';
import {code, codeBlock, escapeMarkdown, table} from '../markdown-text.ts';
import {cellVerdict} from '../verdict.ts';
import {failureOf} from './failure.ts';
import {reproducer} from './script.ts';
import {versionsOf} from './versions.ts';

const causeOf = (cell: CellResult, results: Results) =>
	(results.causes ?? causesOf(results)).find(({id, cells}) => id === cell.cause && cells.includes(cell.id));

const titleOf = (cell: CellResult, results: Results): string => causeOf(cell, results)?.title ?? cellVerdict(cell);

/** The script alone, or why there is none. */
export const scriptOf = (cell: CellResult, results: Results): {script: string} | {why: string} => {
	const failure = failureOf(cell, results);
	if ('why' in failure) return failure;
	const about = [titleOf(cell, results), ...versionsOf(cell, results).map(({part, version}) => `${part}: ${version}`)];
	return {script: reproducer(failure, about)};
};

const rowsOf = (layers: readonly LayerSeen[], cell: CellResult): string[][] =>
	layers.flatMap(({layer, columns}) =>
		columns.flatMap((observations, index) =>
			observations
				.filter(({expected, wrong}) => wrong || expected !== undefined)
				.map(({at, expected = '', seen, wrong}) => [
					`${layer}${wrong ? ' ❌' : ''}`,
					escapeMarkdown(
						[layer === 'behaviour' ? undefined : cell.evidence?.operations[index]?.operation, at]
							.filter(each => each !== undefined)
							.join(', '),
					),
					escapeMarkdown(expected),
					escapeMarkdown(seen),
				]),
		),
	);

const logOf = ({evidence}: CellResult): string[] =>
	(evidence?.operations ?? []).flatMap(({operation, said = [], cause = []}) => [
		...said.map(line => `${operation}: ${line}`),
		...cause.map(line => `CRIU, ${operation}: ${line}`),
	]);

const section = (title: string, body: string): string[] => (body === '' ? [] : [`## ${title}`, body]);

export const renderBugReport = (cell: CellResult, results: Results): string => {
	const {run} = results;
	const cause = causeOf(cell, results);
	const layers = layersSeen(cell, results, exceptionsOf(results));
	const commands = (cell.evidence?.operations ?? []).map(
		({command, exit}) => `${command}    # ${exit === null ? 'stopped at its time limit' : `exit ${exit}`}`,
	);
	const rows = rowsOf(layers, cell);
	const log = logOf(cell);
	const found = scriptOf(cell, results);
	const script =
		'why' in found
			? `No script can show the failure without netlock: ${escapeMarkdown(found.why)}.`
			: `As root, in a container or a virtual machine: \`sh reproducer.sh\`. It exits with 1 if the failure appears, with 0 if it does not, and with 2 if the script could not try.\n\n${codeBlock(found.script.trimEnd().split('\n'), 'sh')}`;
	return [
		`# ${escapeMarkdown(titleOf(cell, results))}`,
		escapeMarkdown(cellVerdict(cell)),
		...(cause
			? [`To blame: ${escapeMarkdown(blamed(cause))}; ${escapeMarkdown(describeCause(cause, results.causes ?? []))}.`]
			: []),
		table(
			['part', 'version', 'sha256'],
			versionsOf(cell, results).map(({part, version, digest}) => [
				escapeMarkdown(part),
				escapeMarkdown(version),
				digest === undefined ? '' : code(digest),
			]),
		),
		...section('What was run', commands.length === 0 ? '' : codeBlock(commands, 'sh')),
		...section('Expected and seen', rows.length === 0 ? '' : table(['layer', 'at', 'expected', 'seen'], rows)),
		...section('Log', log.length === 0 ? '' : codeBlock(log)),
		...section('Reproducer', script),
		`Found by netlock ${escapeMarkdown(run.netlock)} in ${code(cell.id)} (${escapeMarkdown(describeHost(results))}). On that machine, ${code(`bin/netlock rerun --run ${run.id} ${cell.id}`)} runs the cell again.`,
		'',
	].join('\n\n');
};
