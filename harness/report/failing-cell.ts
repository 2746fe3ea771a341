// Shows one failed cell with its evidence in a few lines: for a terminal, or as a block in Markdown.
import type {CellResult} from '../model/cell-result.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import {printable} from '../support/printable.ts';
import {describeFields, describePeer, describeWorkload} from './describe-evidence.ts';
import {describeLayer, operationLayers} from './operation-layers.ts';
import {cellVerdict} from './verdict.ts';

const describeOperation = (operation: OperationEvidence): string[] => {
	const {operation: name, cause = []} = operation;
	const fields = describeFields(operation);
	const seen = operationLayers.flatMap(layer => {
		const text = describeLayer[layer](operation);
		const lines = text === undefined ? [] : [`  ${layer}: ${text}`];
		return layer === 'request' && fields !== undefined ? [...lines, `  fields: ${fields}`] : lines;
	});
	return [`${name}:`, ...seen, ...cause.map(line => `  ${line}`)];
};

/** The evidence of each operation and the peer, and the command that opens the same sandbox. */
export const evidenceLines = ({evidence, reproduce}: CellResult): string[] =>
	[
		...(evidence?.operations ?? []).flatMap(describeOperation),
		...(evidence?.peer ? [`peer: ${describePeer(evidence.peer)}`] : []),
		...(evidence?.workload ? [`workload: ${describeWorkload(evidence.workload)}`] : []),
		...(reproduce === undefined ? [] : [`reproduce: ${reproduce}`]),
	].map(printable);

/** `report`: path of the run's report. */
export const failingCell = (cell: CellResult, report: string): string[] => [
	...[cell.id, cellVerdict(cell)].map(printable),
	...evidenceLines(cell),
	printable(`report: ${report}`),
];
