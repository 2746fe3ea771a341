// The request layer: what the runtime asked of CRIU, taken off the wire.
import type {Method} from '../../model/axes.ts';
import type {CellContext} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import type {Operation} from '../operation.ts';

/** What the request must carry: the lock only when the runtime was told by its flag. A restore is not, unless a scenario asks. */
const wantedRequest = ({told, method}: CellContext, {operation, asked}: Operation): 'absent' | Method =>
	asked ?? (told === 'flag' && operation === 'checkpoint' ? method : 'absent');

export const describe = (lock: string): string =>
	lock === 'absent' ? 'no network_lock' : `network_lock = ${lock} (field 64)`;

const askedHow = ({told, lock}: CellContext, {operation, asked}: Operation): string => {
	if (asked !== undefined) return `--network-lock ${asked} was asked of ${operation}`;
	if (told === 'nothing' || operation === 'restore') return `nothing was asked of ${operation}`;
	return told === 'flag' ? `--network-lock ${lock} was asked` : `${lock} stands in /etc/criu/default.conf only`;
};

/** What is wrong with the request, in words; undefined when it is as it must be. */
export const requestProblem = (context: CellContext, operation: Operation): string | undefined => {
	const {request} = operation;
	if (request === undefined || request === wantedRequest(context, operation)) return undefined;
	return `${askedHow(context, operation)}, but ${context.runtime.name} sent ${describe(request)}`;
};

export type RequestLayer = {
	/** The request names the lock when the runtime was told by its flag, and names none otherwise. */
	isAsAsked: () => void;
	/** The request names this CRIU configuration file. */
	namesFile: (file: string) => void;
};

export const requestLayer = (context: CellContext, operation: Operation): RequestLayer => ({
	isAsAsked: () => {
		if (operation.request === undefined) {
			throw new EvidenceMissing(
				`the tap saw no ${operation.operation} request: ${context.runtime.name} did not run \`criu swrk\``,
			);
		}
		const problem = requestProblem(context, operation);
		if (problem !== undefined) throw new Disagreement('request', problem);
	},
	namesFile: file => {
		const {configFile} = operation;
		if (configFile === file) return;
		throw new Disagreement(
			'request',
			`${context.runtime.name} was to hand CRIU ${file}, but named ${configFile ?? 'no file'}`,
		);
	},
});
