// A dump that succeeded: three layers to look at, and a restore.
import {Disagreement} from './errors.ts';
import type {Lab} from './lab.ts';
import {
	type KernelLayer,
	kernelLayer,
	type RecordLayer,
	type RequestLayer,
	recordLayer,
	requestLayer,
} from './layers.ts';
import {type Operation, operate} from './operation.ts';
import {failure, type Make, type RunningContainer, running} from './running.ts';
import {containerId, waitForWorkload} from './state.ts';

export type Checkpoint = {
	request: RequestLayer;
	record: RecordLayer;
	kernel: KernelLayer;
	/** Restores it. @throws Disagreement when that fails */
	restore: () => Promise<RestoredContainer>;
};

/** Running again: it can also be asked whether it is the same container as before. */
export type RestoredContainer = RunningContainer & {
	request: RequestLayer;
	/** The counter goes on from where it was when it was dumped: memory came back. */
	continuesCounting: () => Promise<void>;
	/** The connection inside the container goes on: what was sent comes back, nothing lost, nothing wrong. */
	loopbackFlows: () => Promise<void>;
};

type Dump = {
	folders: {bundle: string; image: string; work: string};
	operation: Operation;
	/** The workload's counter, just before. */
	counted: number;
};

const continuesCounting = async (lab: Lab, counted: number): Promise<void> => {
	const first = await waitForWorkload(lab, ({count}) => count > 0);
	const later = await waitForWorkload(lab, ({count}) => count > (first?.count ?? 0));
	if (!first || !later) throw new Disagreement('behaviour', 'the workload does not count after the restore');
	lab.evidence.workload = {before: counted, after: later.count};
	if (later.count > counted) return;
	throw new Disagreement(
		'behaviour',
		`the workload began anew: it had counted to ${counted}, and is at ${later.count}`,
	);
};

const loopbackFlows = async (lab: Lab): Promise<void> => {
	const first = await waitForWorkload(lab, ({received}) => received > 0);
	const enough = (first?.received ?? 0) + 4096;
	const later = await waitForWorkload(lab, ({received, error}) => received > enough || error !== undefined);
	const last = later ?? (await waitForWorkload(lab, () => true));
	if (!last) throw new Disagreement('behaviour', 'the workload says nothing after the restore');
	const {sent, received, corrupt, error} = last;
	lab.evidence.peer = {topology: 'loopback', sent, received, corrupt, longestGap: 0, ...(error && {error})};
	const account = `${received} of ${sent} bytes came back, ${corrupt} wrong`;
	if (error !== undefined) throw new Disagreement('behaviour', `the connection ended with ${error}: ${account}`);
	if (corrupt > 0) throw new Disagreement('behaviour', `bytes came back wrong or out of order: ${account}`);
	if (!later) throw new Disagreement('behaviour', `no byte flows after the restore: ${account}`);
};

export const checkpointed = (lab: Lab, make: Make, {folders, operation, counted}: Dump): Checkpoint => ({
	request: requestLayer(lab, operation),
	record: recordLayer(operation),
	kernel: kernelLayer(operation),
	restore: async () => {
		const argv = lab.runtime.restore(containerId, {folders, tcpEstablished: make.workload.hasConnections});
		const restored = await operate(lab, 'restore', argv, folders);
		if (restored.exit !== 0) throw failure(lab, restored);
		return {
			...running(lab, make),
			request: requestLayer(lab, restored),
			continuesCounting: () => continuesCounting(lab, counted),
			loopbackFlows: () => loopbackFlows(lab),
		};
	},
});
