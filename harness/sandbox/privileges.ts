// The least that checkpoint/restore needs, in one place. Found by taking away one capability after the other and running
// whole cycles (crun and runc, iptables and nftables) until only these were left.

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

/** What single scenarios need beyond that, and ask for themselves. */
const extraReasons: Record<ExtraCapability, string> = {
	NET_RAW: 'iptables-legacy looks at its tables through a raw socket',
	DAC_OVERRIDE: 'podman unpacks and moves layers of its storage, whose folders nobody may write to',
};

export const extraCapabilities = Object.keys(extraReasons) as ExtraCapability[];

/** Where evidence, bundle and images are kept in a sandbox. */
export const tmpfs: Record<string, string> = {
	// CRIU keeps its probe of the kernel on tmpfs only; one per sandbox, so that no image sees another's.
	'/run': 'rw,exec,size=256m',
	// Never on the sandbox's own overlay: an overlay on an overlay confuses both runtimes and CRIU.
	'/cell': 'rw,exec,dev,size=1g',
};

/** A cell takes some tens of MiB, and some tens of processes; podman more of both. */
export const sandboxLimits = {memory: 2 * 2 ** 30, processes: 1024};
