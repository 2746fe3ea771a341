// One cell that failed, with its evidence, in a few lines: for a terminal, or for Markdown as a block.
import type {CellResult} from '../model/cell-result.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import {printable} from '../support/printable.ts';
import {describeExit, describeFields, describePeer, describeRequest, describeWorkload} from './describe-evidence.ts';
import {cellVerdict} from './verdict.ts';

const describeKernel = ({kernel = []}: OperationEvidence): string[] =>
	kernel.map(({stage, locks}) => `${stage}: ${locks.join(', ') || 'no lock'}`);

const describeOperation = (operation: OperationEvidence): string[] => {
	const {operation: name, record, cause = []} = operation;
	const kernel = describeKernel(operation);
	const seen = [
		['request', describeRequest(operation.request)],
		['fields', describeFields(operation)],
		['exit', describeExit(operation)],
		['record', record],
		['kernel', kernel.length === 0 ? undefined : kernel.join('; ')],
	].flatMap(([layer, text]) => (text === undefined ? [] : [`  ${layer}: ${text}`]));
	return [`${name}:`, ...seen, ...cause.map(line => `  ${line}`)];
};

/** `report`: where that of its run is. */
export const failingCell = (cell: CellResult, report: string): string[] => {
	const {id, evidence, reproduce} = cell;
	return [
		id,
		cellVerdict(cell),
		...(evidence?.operations ?? []).flatMap(describeOperation),
		...(evidence?.peer ? [`peer: ${describePeer(evidence.peer)}`] : []),
		...(evidence?.workload ? [`workload: ${describeWorkload(evidence.workload)}`] : []),
		...(reproduce === undefined ? [] : [`reproduce: ${reproduce}`]),
		`report: ${report}`,
	].map(printable);
};
