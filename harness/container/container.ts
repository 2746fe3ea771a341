// The container under test, from its start. The type of each state offers only the possible next steps: a container
// that is not running has no `checkpoint`, and one that was not dumped has no `restore`.

import {type Besides, bundleConfig} from '../bundle/config.ts';
import {hostNetwork} from '../bundle/host-network.ts';
import {ipv6Network} from '../bundle/ipv6-network.ts';
import {withAdded} from '../bundle/own-config.ts';
import {bridgeNetwork, privateNetwork, type Topology, vethNetwork} from '../bundle/topology.ts';
import {onlyCounts, type Workload} from '../bundle/workload.ts';
import type {WorkloadState} from '../evidence/transcript.ts';
import {lastWords} from '../runtimes/messages.ts';
import {ownBundleFolder} from '../sandbox/own-bundle.ts';
import {limits} from '../support/limits.ts';
import {type CellContext, run, shell} from './cell-context.ts';
import {configure} from './configuration.ts';
import {defaultConf} from './configured.ts';
import {requireDeclared, requireDestination} from './declared.ts';
import {EvidenceMissing} from './errors.ts';
import {type Hold, holdDumps} from './faults/stage-control.ts';
import {type HookKind, hookFile, writeHook} from './hook.ts';
import {waitForWorkload} from './inspect.ts';
import {bundleOf, defaultId, type Instance} from './instance.ts';
import {notStarted} from './not-started.ts';
import {ownProcessRuns, requireOwnWorkload} from './own-process.ts';
import {listeningPeer} from './peers/connect.ts';
import type {Connection} from './peers/connection.ts';
import {type Dropping, dropOutside} from './peers/drop-outside.ts';
import {type RunningContainer, running} from './running.ts';
import {throughPipes} from './through-pipes.ts';

export type StartOptions = {
	/**
	 * `private` (default): a network namespace of the container's own. `veth`: one that outlives the container, with a
	 * peer outside; a second container may join it. `veth-ipv6`: the same with IPv6. `host`: the network namespace of the
	 * sandbox.
	 */
	network?: Exclude<Topology['name'], 'bridge'>;
	/** Id for a second container in the same sandbox. */
	id?: string;
	/** CRIU configuration file that the container's annotation `org.criu.config` names. */
	criuConfig?: string;
	/** A hook that adds a device, an address and a firewall table to the container's network namespace. */
	hook?: HookKind;
};

/** What is prepared: an engine may have a network that a runtime cannot make. */
type Layout = Omit<StartOptions, 'network'> & {network?: Topology['name']};

export type NewContainer = {
	/** Starts a workload in a container. */
	start: (workload: Workload, options?: StartOptions) => Promise<RunningContainer>;
	/** Starts and dumps with the runtime of the scenario's destination, which is older, until it is updated. */
	ofOlderRuntime: () => Promise<NewContainer>;
	/** From now on every dump stops while it holds the lock, until `Hold` releases it. */
	holdDumps: () => Promise<Hold>;
	/** Starts a peer outside that listens, for a workload that is a client. */
	listenOutside: (port?: number) => Promise<Connection>;
	/** From now on what arrives outside for this port is dropped: neither answered nor refused. */
	dropOutside: (port?: number) => Promise<Dropping>;
};

const topologies: Record<Topology['name'], Topology> = {
	private: privateNetwork,
	veth: vethNetwork,
	'veth-ipv6': ipv6Network,
	host: hostNetwork,
	bridge: bridgeNetwork,
};

/** Runs once: a second container joins the existing network. */
const setUpNetwork = async (context: CellContext, {name, network, setUp}: Topology): Promise<void> => {
	if (setUp === undefined) return;
	const isThere = network.kind === 'path' ? `[ -e ${network.path} ] || ` : '';
	const {exit, stderr} = await shell(context, `${isThere}{ ${setUp}; }`);
	if (exit !== 0) throw new EvidenceMissing(`the ${name} network could not be set up`, stderr);
};

const writeBundle = async (
	context: CellContext,
	{id, bundle, workload, topology}: Instance,
	besides: Besides & {annotations: Record<string, string>},
): Promise<void> => {
	const {network} = topology;
	const config = context.bundle
		? withAdded(context.bundle, {network, annotations: besides.annotations, id: id === defaultId ? undefined : id})
		: bundleConfig(workload, network, besides);
	const lay = context.bundle
		? `rm -rf "$2" && cp -a ${ownBundleFolder} "$2"`
		: `mkdir -p "$2/rootfs/proc" "$2/rootfs/dev" "$2/rootfs/tmp" &&
		cp /opt/netlock/bin/workload "$2/rootfs/workload"`;
	const script = `${lay} && printf '%s\\n' "$1" > "$2/config.json"`;
	const written = await shell(context, script, JSON.stringify(config, null, '\t'), bundle);
	if (written.exit !== 0) throw new EvidenceMissing('the bundle could not be written', written.stderr);
};

const ownWorkloadOnly = 'a connection is looked at here, which only netlock’s own workload has';

/** Prepares everything that a container needs before it starts: network, bundle, CRIU's configuration. */
export const layOut = async (
	context: CellContext,
	workload: Workload,
	{network = 'private', id = defaultId, criuConfig, hook}: Layout = {},
): Promise<Instance> => {
	if (!onlyCounts(workload)) requireOwnWorkload(context, ownWorkloadOnly);
	if (network === 'host') requireDeclared(context, 'host-network');
	const annotated = criuConfig !== undefined && {criuConfig};
	const instance: Instance = {id, bundle: bundleOf(id), workload, topology: topologies[network], ...annotated};
	await setUpNetwork(context, instance.topology);
	if (hook !== undefined) {
		requireOwnWorkload(context, 'the hook that the scenario needs is called by netlock’s own config.json');
		requireDeclared(context, 'own-firewall');
		await writeHook(context, hook);
	}
	const annotations = criuConfig === undefined ? {} : {'org.criu.config': criuConfig};
	await writeBundle(context, instance, {annotations, hook: hook && hookFile});
	// CRIU reads this file whichever runtime calls it, also when it runs as a service.
	if (context.told === 'config') await configure(context, defaultConf, [`network-lock ${context.method}`]);
	return instance;
};

export const newContainer = (context: CellContext): NewContainer => ({
	ofOlderRuntime: async () => newContainer(await requireDestination(context).lendRuntime()),
	holdDumps: () => holdDumps(context),
	start: async (workload, options = {}) => {
		const instance = await layOut(context, workload, options);
		const {exit, stderr} = await run(
			context,
			throughPipes(context, context.runtime.run(instance.id, instance.bundle), workload),
			{
				limitSeconds: limits.containerStartSeconds,
			},
		);
		if (exit !== 0) {
			const words = lastWords(stderr) ?? (exit === null ? 'it did not end within its time limit' : `exit ${exit}`);
			throw await notStarted(context, instance, `${context.runtime.name} run fails: ${words}`, {detail: stderr});
		}
		if (context.bundle) {
			await ownProcessRuns(context, instance);
			return running(context, instance);
		}
		const isReady = ({count, received}: WorkloadState): boolean => count > 0 && (!workload.flows || received > 0);
		const counts = async (): Promise<boolean> => (await waitForWorkload(context, instance, isReady)) !== undefined;
		if (!(await counts())) {
			throw await notStarted(context, instance, 'the workload did not start counting', {counts});
		}
		return running(context, instance);
	},
	listenOutside: (port = 7007) => listeningPeer(context, port),
	dropOutside: (port = 7007) => dropOutside(context, port),
});
