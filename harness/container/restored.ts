// A restored container: it runs again, and a scenario can check that it continues where it was.
import {outsideAddress} from '../bundle/topology.ts';
import type {WorkloadState} from '../evidence/transcript.ts';
import type {CellContext} from './cell-context.ts';
import {Disagreement} from './errors.ts';
import {waitForWorkload} from './inspect.ts';
import type {Instance} from './instance.ts';
import {type ScriptsLayer, scriptsLayer} from './layers/action-scripts.ts';
import {type RequestLayer, requestLayer} from './layers/request.ts';
import {type RestoreKernelLayer, restoreKernelLayer} from './layers/restore-kernel.ts';
import type {Operation} from './operation.ts';
import {outputGoesOn} from './output.ts';
import {ownProcessGoesOn} from './own-process.ts';
import type {RunningContainer} from './running.ts';

export type RestoredContainer = RunningContainer & {
	request: RequestLayer;
	scripts: ScriptsLayer;
	kernel: RestoreKernelLayer;
	/** Asserts that CRIU's log of the restore contains this. */
	logSays: (what: string) => void;
	/** Asserts that the counter continues from its value at the dump: the memory was restored. */
	continuesCounting: () => Promise<void>;
	/** Asserts that the connection inside the container still works: bytes come back, none lost, none wrong. */
	loopbackFlows: () => Promise<void>;
	/** Asserts that the workload's connection to a server outside still works: bytes come back, none lost, none wrong. */
	clientFlows: () => Promise<void>;
	/** The same over its pair of Unix sockets. */
	pairFlows: () => Promise<void>;
	/**
	 * Asserts that what the workload writes to its standard streams reaches the readers of this restore, and its log file:
	 * the lines go on where they were, and none is missing.
	 */
	outputGoesOn: () => Promise<void>;
	/** What the workload had sent before it ended its side has come back whole, and the server has closed. */
	allCameBack: () => Promise<void>;
};

const continuesCounting = async (context: CellContext, instance: Instance, counted: number): Promise<void> => {
	const first = await waitForWorkload(context, instance, ({count}) => count > 0);
	const later = await waitForWorkload(context, instance, ({count}) => count > (first?.count ?? 0));
	if (!first || !later) throw new Disagreement('behaviour', 'the workload does not count after the restore');
	context.evidence.workload = {before: counted, after: later.count};
	if (later.count > counted) return;
	throw new Disagreement(
		'behaviour',
		`the workload began anew: it had counted to ${counted}, and is at ${later.count}`,
	);
};

const ownConnectionFlows = async (context: CellContext, instance: Instance, address: string): Promise<void> => {
	const first = await waitForWorkload(context, instance, ({received}) => received > 0);
	const enough = (first?.received ?? 0) + 4096;
	const later = await waitForWorkload(
		context,
		instance,
		({received, error}) => received > enough || error !== undefined,
	);
	const last = later ?? (await waitForWorkload(context, instance, () => true));
	if (!last) throw new Disagreement('behaviour', 'the workload says nothing after the restore');
	const {sent, received, corrupt, error} = last;
	context.evidence.peer = {
		topology: instance.topology.name,
		address,
		sent,
		received,
		corrupt,
		longestGap: 0,
		...(error && {error}),
	};
	const account = `${received} of ${sent} bytes came back, ${corrupt} wrong`;
	if (error !== undefined) throw new Disagreement('behaviour', `the connection ended with ${error}: ${account}`);
	if (corrupt > 0) throw new Disagreement('behaviour', `bytes came back wrong or out of order: ${account}`);
	if (!later) throw new Disagreement('behaviour', `no byte flows after the restore: ${account}`);
};

const allCameBack = async (context: CellContext, instance: Instance): Promise<void> => {
	let last: WorkloadState | undefined;
	const done = await waitForWorkload(context, instance, state => {
		last = state;
		return state.error !== undefined || (state.sent > 0 && state.received === state.sent);
	});
	if (done && done.error === undefined && done.corrupt === 0) return;
	const {sent = 0, received = 0, corrupt = 0, error} = last ?? {};
	const account = `${received} of ${sent} bytes came back, ${corrupt} wrong`;
	const ended = error === undefined ? 'what the container had sent did not come back whole' : `it ended with ${error}`;
	throw new Disagreement('behaviour', `${ended}: ${account}`);
};

const logSays = ({log}: Operation, what: string): void => {
	if (log === undefined) throw new Disagreement('behaviour', 'CRIU wrote no log of the restore');
	if (log.includes(what)) return;
	throw new Disagreement('behaviour', `CRIU’s log of the restore does not say: ${what}`);
};

export const restored = (
	context: CellContext,
	instance: Instance,
	operation: Operation,
	{counted, program, running}: {counted: number; program?: string | undefined; running: RunningContainer},
): RestoredContainer => ({
	...running,
	request: requestLayer(context, operation, instance),
	scripts: scriptsLayer(operation),
	kernel: restoreKernelLayer(operation),
	logSays: what => logSays(operation, what),
	continuesCounting: () =>
		program === undefined
			? continuesCounting(context, instance, counted)
			: ownProcessGoesOn(context, instance, program),
	loopbackFlows: () => ownConnectionFlows(context, instance, '127.0.0.1'),
	clientFlows: () => ownConnectionFlows(context, instance, instance.workload.args[1] ?? outsideAddress),
	pairFlows: () => ownConnectionFlows(context, instance, 'unix'),
	outputGoesOn: () => outputGoesOn(context, instance),
	allCameBack: () => allCameBack(context, instance),
});
