// The request layer: the request that the runtime sent to CRIU, as the tap saved it.
import type {Method} from '../../model/axes.ts';
import {handsOverNoFile} from '../../plan/rpc-config.ts';
import {runtimes} from '../../runtimes/runtime.ts';
import type {CellContext} from '../cell-context.ts';
import {Disagreement} from '../errors.ts';
import type {Instance} from '../instance.ts';
import type {Operation} from '../operation.ts';
import {fieldsProblem} from './fields.ts';
import {networkNamespaceProblem} from './network-namespace.ts';

/**
 * The lock that the request must carry: only when the cell's lock is told by the runtime's option. A restore carries
 * none, unless the scenario asks for it.
 */
const wantedRequest = ({told, method}: CellContext, {operation, asked}: Operation): 'absent' | Method =>
	asked ?? (told === 'flag' && operation === 'checkpoint' ? method : 'absent');

export const describe = (lock: string): string =>
	lock === 'absent' ? 'no network_lock' : `network_lock = ${lock} (field 64)`;

const askedHow = ({told, lock}: CellContext, {operation, asked}: Operation): string => {
	if (asked !== undefined) return `--network-lock ${asked} was asked of ${operation}`;
	if (told === 'nothing' || operation === 'restore') return `nothing was asked of ${operation}`;
	return told === 'flag' ? `--network-lock ${lock} was asked` : `${lock} stands in /etc/criu/default.conf only`;
};

const lockProblem = (context: CellContext, operation: Operation): string | undefined => {
	const {request} = operation;
	if (request === wantedRequest(context, operation)) return undefined;
	return `${askedHow(context, operation)}, but ${context.runtime.name} sent ${describe(request ?? 'absent')}`;
};

/**
 * The file that the runtime must name to CRIU: the annotation's, its own, or another runtime's. Undefined when none
 * exists.
 */
const wantedFile = (context: CellContext, criuConfig: string | undefined): string | undefined => {
	const runtime = runtimes[context.runtime.name];
	if (handsOverNoFile({facts: context.facts, runtime}) !== undefined) return undefined;
	const files = runtime.criuConfigs.map(file => `/etc/criu/${file}`);
	return criuConfig ?? files.find(file => context.criuFiles.has(file));
};

const fileProblem = (context: CellContext, {configFile}: Operation, criuConfig?: string): string | undefined => {
	const wanted = wantedFile(context, criuConfig);
	if (wanted === undefined || configFile === wanted) return undefined;
	return `${context.runtime.name} was to hand CRIU ${wanted}, but named ${configFile ?? 'no file'}`;
};

/** Describes what is wrong with the request. Undefined when the request is right, or was not seen. */
export const requestProblem = (
	context: CellContext,
	operation: Operation,
	{criuConfig, topology}: Partial<Pick<Instance, 'criuConfig' | 'topology'>> = {},
): string | undefined => {
	if (operation.request === undefined) return undefined;
	return (
		lockProblem(context, operation) ??
		fileProblem(context, operation, criuConfig) ??
		networkNamespaceProblem(context, operation, topology) ??
		fieldsProblem(context, operation)
	);
};

/** A runtime that sent no request to CRIU did no checkpoint, whatever its exit status. */
export const unseenRequest = ({runtime: {name}}: CellContext, {operation, exit}: Operation): Disagreement =>
	new Disagreement(
		'request',
		`${name} ${operation} ${exit === 0 ? 'succeeds' : 'fails'}, but sent CRIU no request: it did not run \`criu swrk\``,
	);

export type RequestLayer = {
	/** Asserts that the request has every option that was asked for, and no other. */
	isAsAsked: () => void;
};

export const requestLayer = (context: CellContext, operation: Operation, instance?: Instance): RequestLayer => ({
	isAsAsked: () => {
		if (operation.request === undefined) throw unseenRequest(context, operation);
		const problem = requestProblem(context, operation, instance);
		if (problem !== undefined) throw new Disagreement('request', problem);
	},
});
