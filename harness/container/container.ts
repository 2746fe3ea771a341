// The container under test, from its start on. Each step returns what can be done next: a container that is not running
// has no `checkpoint`, one that was not dumped has no `restore`.
import {bundleConfig} from '../bundle/config.ts';
import {privateNetwork, type Topology, vethNetwork} from '../bundle/topology.ts';
import type {Workload} from '../bundle/workload.ts';
import {lastWords} from '../runtimes/messages.ts';
import {EvidenceMissing} from './errors.ts';
import {type Lab, run, shell} from './lab.ts';
import {type RunningContainer, running} from './running.ts';
import {bundle, containerId, waitForWorkload} from './state.ts';

export type NewContainer = {
	/** Starts a workload in a container. Networks: `private` (default), or `veth` with a peer outside. */
	start: (workload: Workload, options?: {network?: Topology['name']}) => Promise<RunningContainer>;
};

const topologies: Record<Topology['name'], Topology> = {private: privateNetwork, veth: vethNetwork};

const writeBundle = async (lab: Lab, workload: Workload, topology: Topology): Promise<void> => {
	const config = JSON.stringify(bundleConfig(workload, topology.network), null, '\t');
	const script = `cp /opt/netlock/bin/workload ${bundle}/rootfs/workload && printf '%s\\n' "$1" > ${bundle}/config.json`;
	const written = await shell(lab, script, config);
	if (written.exit !== 0) throw new EvidenceMissing('the bundle could not be written', written.stderr);
};

/** CRIU reads its own configuration for every runtime alike, also when it is run as a service. */
const tellByConfig = (lab: Lab): Promise<unknown> =>
	shell(lab, 'printf \'network-lock %s\\n\' "$1" >> /etc/criu/default.conf', lab.method);

/** Everything that a container needs before it can start: its network, its bundle, CRIU's configuration. */
export const layOut = async (lab: Lab, workload: Workload, topology: Topology = privateNetwork): Promise<void> => {
	if (topology.setUp !== undefined) {
		const {exit, stderr} = await shell(lab, topology.setUp);
		if (exit !== 0) throw new EvidenceMissing(`the ${topology.name} network could not be set up`, stderr);
	}
	await writeBundle(lab, workload, topology);
	if (lab.told === 'config') await tellByConfig(lab);
};

export const newContainer = (lab: Lab): NewContainer => ({
	start: async (workload, {network = 'private'} = {}) => {
		const topology = topologies[network];
		await layOut(lab, workload, topology);
		const {exit, stderr} = await run(lab, lab.runtime.run(containerId, bundle), {limit: 30});
		// Not a word of the lock yet: whatever is wrong, it is not what this cell is about.
		if (exit !== 0) throw new EvidenceMissing(`${lab.runtime.name} run fails: ${lastWords(stderr)}`, stderr);
		const flows = workload.hasConnections && workload.port === undefined;
		const ready = await waitForWorkload(lab, ({count, received}) => count > 0 && (!flows || received > 0));
		if (!ready) throw new EvidenceMissing('the workload did not start counting');
		return running(lab, {workload, topology});
	},
});
