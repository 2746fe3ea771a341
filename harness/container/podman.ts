// A container under podman. netlock sets up podman in the sandbox; then the container is started and used like any
// other.

import type {Workload} from '../bundle/workload.ts';
import {lastWords} from '../runtimes/messages.ts';
import {imageName, podman} from '../runtimes/podman.ts';
import {toldBy} from '../runtimes/runtime.ts';
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {type CellContext, run, shell} from './cell-context.ts';
import {layOut, type StartOptions} from './container.ts';
import {type EngineRules, engineRules} from './engine-rules.ts';
import {EvidenceMissing} from './errors.ts';
import {waitForWorkload} from './inspect.ts';
import {requireOwnWorkload} from './own-process.ts';
import {type RunningContainer, running} from './running.ts';

export type PodmanOptions = {
	/** As for a container without podman. `bridge`: podman’s own, with the workload’s port published in the sandbox. */
	network?: StartOptions['network'] | 'bridge';
	/** Checkpoints are exported as one file (`--export`) and imported from it (`--import`). */
	exported?: boolean;
};

export type NewPodmanContainer = {
	/** Starts a workload in a container. */
	start: (workload: Workload, options?: PodmanOptions) => Promise<RunningContainer>;
	/** The rules by which podman now publishes this port in the sandbox. */
	rulesFor: (port: number) => Promise<EngineRules>;
};

// The storage is on tmpfs: an overlay on the sandbox's own overlay fails. If the machine has cgroup v1 hierarchies, the
// controllers that podman needs are there, and not in the cgroup v2 of crun and runc (see prepare.sh). A container
// without a cgroup is no alternative: its checkpoint hangs, and the whole sandbox with it.
const setUp = `
	printf '[storage]\\ndriver = "vfs"\\ngraphroot = "/cell/containers"\\nrunroot = "/run/containers"\\n' > /etc/containers/storage.conf
	mkdir -p /cell/bundle/rootfs/sys /cell/bundle/rootfs/run /cell/bundle/rootfs/etc
	if grep -q -v '^0::' /proc/self/cgroup; then
		umount -l /sys/fs/cgroup && mount -t tmpfs tmpfs /sys/fs/cgroup || exit
		cut -d: -f2 /proc/self/cgroup | grep . | while read -r hierarchy; do
			case $hierarchy in name=*) options=none,$hierarchy ;; *) options=$hierarchy ;; esac
			for name in $(echo "$hierarchy" | sed 's/^name=//' | tr , ' '); do
				mkdir "/sys/fs/cgroup/$name" && mount -t cgroup -o "$options" cgroup "/sys/fs/cgroup/$name" || exit
			done
		done
	fi`;

const prepare = async (context: CellContext): Promise<string> => {
	const prepared = await shell(context, setUp);
	if (prepared.exit !== 0) throw new EvidenceMissing('podman could not be set up', prepared.stderr);
	// podman has its own list of runtime paths. Only a path selects the runtime under test.
	const {stdout} = await shell(context, 'command -v "$1"', context.runtime.name);
	return text(stdout).trim();
};

/** The folders of CRIU’s files for a container (podman libpod/container.go, CheckpointPath). */
const foldersFrom = async (context: CellContext, words: readonly string[]) => {
	const {exit, stdout, stderr} = await run(context, words);
	if (exit !== 0) throw new EvidenceMissing('podman does not say where it keeps the container', stderr);
	const work = text(stdout).trim();
	return {image: `${work}/checkpoint`, work};
};

const makeImage = async (context: CellContext, bundle: string): Promise<void> => {
	const script =
		'tar -C "$1/rootfs" -cf /cell/rootfs.tar . && podman import /cell/rootfs.tar "$2" && touch "$1/rootfs/state"';
	const {exit, stderr} = await shell(context, script, bundle, imageName);
	if (exit !== 0) throw new EvidenceMissing(`podman import fails: ${lastWords(stderr)}`, stderr);
};

export const newPodmanContainer = (context: CellContext): NewPodmanContainer => ({
	rulesFor: port => engineRules(context, port),
	start: async (workload, {network = 'private', exported = false} = {}) => {
		requireOwnWorkload(context, 'podman makes a config.json of its own');
		const path = await prepare(context);
		const told = toldBy({...context.runtime, hasLockFlag: false}, context.lock);
		const instance = await layOut({...context, told}, workload, {network});
		const archive = exported ? '/cell/checkpoint.tar' : undefined;
		const runtime = podman({under: {name: context.runtime.name, path}, workload, topology: instance.topology, archive});
		context.told = told;
		const under: CellContext = {...context, told, runtime};
		if (exported) await makeImage(under, instance.bundle);
		const {exit, stderr} = await run(under, runtime.run(instance.id, instance.bundle), {
			limitSeconds: limits.podmanStartSeconds,
		});
		if (exit !== 0) throw new EvidenceMissing(`podman run fails: ${lastWords(stderr)}`, stderr);
		const ready = await waitForWorkload(under, instance, ({count}) => count > 0);
		if (!ready) throw new EvidenceMissing('the workload did not start counting');
		const podmanFolders = await foldersFrom(under, [
			'podman',
			'container',
			'inspect',
			'--format',
			'{{.StaticDir}}',
			instance.id,
		]);
		return running(under, {...instance, podmanFolders});
	},
});
