// podman, with the same interface as the runtimes that it calls, so that scenarios can use it like them. It has no
// option for the lock (containers/podman#24799), and keeps image files and logs in its own storage.
import type {Topology} from '../bundle/topology.ts';
import type {Workload} from '../bundle/workload.ts';
import type {RuntimeCommands} from '../model/runtime.ts';

export type PodmanSettings = {
	/** The runtime that podman calls: its name, and the path of its binary. */
	under: Pick<RuntimeCommands, 'name'> & {path: string};
	workload: Workload;
	topology: Topology;
	/** Checkpoints are exported to this file and imported from it. podman does this only for containers of an image. */
	archive?: string | undefined;
};

/** Name of the image that is made from a bundle's root file system. */
export const imageName = 'localhost/netlock';

const flag = (wanted: boolean, name: string): string[] => (wanted ? [name] : []);

const networkWords = ({name, network}: Topology, {port}: Workload): string[] => {
	if (network.kind === 'path') return ['--network', `ns:${network.path}`];
	if (name !== 'bridge') return ['--network', 'none'];
	return ['--network', 'bridge', ...(port === undefined ? [] : ['--publish', `${port}:${port}`])];
};

export const podman = ({under, workload, topology, archive}: PodmanSettings): RuntimeCommands => {
	// A sandbox has no systemd, neither for cgroups nor for events.
	const words = ['podman', '--cgroup-manager=cgroupfs', '--events-backend=none', '--runtime', under.path];
	return {
		name: under.name,
		run: (id, bundle) => [
			...words,
			...['run', '--detach', '--name', id],
			...networkWords(topology, workload),
			...(archive === undefined
				? ['--rootfs', `${bundle}/rootfs`]
				: // The workload's files stay where netlock reads them.
					['--volume', `${bundle}/rootfs/state:/state`, imageName]),
			...['/workload', ...workload.args],
		],
		// `--keep`: CRIU's files are evidence.
		checkpoint: (id, {leaveRunning, tcpEstablished, words: more}) => [
			...words,
			...['container', 'checkpoint', '--keep'],
			...flag(leaveRunning, '--leave-running'),
			...flag(tcpEstablished, '--tcp-established'),
			...(archive === undefined ? [] : ['--export', archive, '--ignore-rootfs']),
			...more,
			id,
		],
		restore: (id, {tcpEstablished, words: more}) => [
			...words,
			...['container', 'restore', '--keep'],
			...flag(tcpEstablished, '--tcp-established'),
			...more,
			...(archive === undefined ? [id] : ['--import', archive, '--ignore-rootfs']),
		],
		state: id => [
			...words,
			...['container', 'inspect', '--format', '{"status": "{{.State.Status}}", "pid": {{.State.Pid}}}', id],
		],
		delete: id => [...words, 'rm', '--force', '--time', '0', id],
		hasLockFlag: false,
	};
};
