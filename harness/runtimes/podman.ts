// podman, as a runtime like those that it runs: the same interface, so that every word of a scenario holds for it too.
// It has no option for the lock (containers/podman#24799), and shuts image files and logs away under its own storage.
import type {Topology} from '../bundle/topology.ts';
import type {Workload} from '../bundle/workload.ts';
import type {RuntimeCommands} from '../model/runtime.ts';

export type PodmanSettings = {
	/** The runtime that it is to use: name, and the path of its binary. */
	under: Pick<RuntimeCommands, 'name'> & {path: string};
	workload: Workload;
	topology: Topology;
	/** Checkpoints are exported to this file, and imported from it; which podman does with containers of an image only. */
	archive?: string | undefined;
};

/** Name of the image that a bundle's root file system is made into. */
export const imageName = 'localhost/netlock';

const flag = (wanted: boolean, name: string): string[] => (wanted ? [name] : []);

export const podman = ({under, workload, topology, archive}: PodmanSettings): RuntimeCommands => {
	const {network} = topology;
	// No systemd in a sandbox, for cgroups or for events.
	const words = ['podman', '--cgroup-manager=cgroupfs', '--events-backend=none', '--runtime', under.path];
	return {
		name: under.name,
		run: (id, bundle) => [
			...words,
			...['run', '--detach', '--name', id],
			...['--network', network.kind === 'path' ? `ns:${network.path}` : 'none'],
			...(archive === undefined
				? ['--rootfs', `${bundle}/rootfs`]
				: // What the workload writes stays where it is looked for.
					['--volume', `${bundle}/rootfs/state:/state`, imageName]),
			...['/workload', ...workload.args],
		],
		// `--keep`: what CRIU wrote is evidence.
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
