// Capabilities that a bundle of the user's own may ask for. Any other may reach the machine: SYS_MODULE loads modules of
// the kernel, DAC_READ_SEARCH opens files of the machine by their handles.

/** Docker's default (moby, oci/caps/defaults.go). */
const ofDocker = [
	...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW'],
	...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** Every sandbox has these, or they act within its namespaces and its cgroup. */
const ofSandbox = [
	...['CHECKPOINT_RESTORE', 'NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_TIME'],
	...['IPC_LOCK', 'IPC_OWNER', 'LEASE', 'NET_BROADCAST', 'SYS_NICE'],
];

const confined = new Set([...ofDocker, ...ofSandbox]);

/** `KILL`, in the spelling of engines. */
export const nameOfCapability = (word: string): string => word.replace(/^CAP_/, '');

export const isConfined = (word: string): boolean => confined.has(nameOfCapability(word));
