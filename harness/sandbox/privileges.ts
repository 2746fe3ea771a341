// The least privileges for checkpoint/restore. They were found by removing one capability at a time and running whole
// cycles (crun and runc, iptables and nftables) until every one that was left was needed.

import type {ExtraCapability} from '../model/declaration.ts';

const reasons = {
	SYS_ADMIN: 'mounts and namespaces of the container; CRIU’s checkpoint/restore calls (covers CHECKPOINT_RESTORE)',
	NET_ADMIN: 'the lock itself; veth pairs; TCP_REPAIR on established connections',
	SYS_PTRACE: 'runc opens /proc/<pid>/ns/mnt of a container that joins an existing network namespace',
	SYS_CHROOT: 'setns() into the container’s mount namespace',
	SETPCAP: 'the runtime drops the bounding set of the container’s process',
	SETGID: 'the runtime calls setgroups() for the container’s process',
	MKNOD: 'device nodes in the container’s /dev',
	SYS_TIME: 'CRIU restores the clock offsets of a time namespace',
} as const;

export const capabilities: string[] = Object.keys(reasons);

/** More capabilities, for single scenarios that ask for them. */
const extraReasons: Record<ExtraCapability, string> = {
	NET_RAW: 'iptables-legacy looks at its tables through a raw socket',
	DAC_OVERRIDE: 'podman unpacks and moves layers of its storage, whose folders nobody may write to',
};

export const extraCapabilities = Object.keys(extraReasons) as ExtraCapability[];

/** Folders of a sandbox for evidence, bundle and image files. */
export const tmpfs: Record<string, string> = {
	// CRIU caches its probe of the kernel only on tmpfs. Each sandbox has its own, so no image sees the probe of another
	// one.
	'/run': 'rw,exec,size=256m',
	// Not on the sandbox's own overlay: an overlay on an overlay confuses both runtimes and CRIU.
	'/cell': 'rw,exec,dev,size=1g',
};

/** A cell uses some tens of MiB and some tens of processes. A cell with podman uses more of both. */
export const sandboxLimits = {memory: 2 * 2 ** 30, processes: 1024};
