// Whether the engine may give sandboxes the capabilities that checkpoint/restore needs.
import {capabilities as wanted} from '../sandbox/privileges.ts';
import {type Check, gap, note, ok} from './check.ts';
import type {MachineFiles} from './machine-files.ts';

/** By bit (Linux include/uapi/linux/capability.h). */
const names = [
	...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP'],
	...['LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER'],
	...['SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE'],
	...['SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP'],
	...['MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF'],
	'CHECKPOINT_RESTORE',
];

/** Capabilities in the bounding set of a /proc/<pid>/status; undefined when it has no such line. */
export const boundingSet = (status: string): Set<string> | undefined => {
	const mask = /^CapBnd:\s+([0-9a-f]+)$/m.exec(status)?.[1];
	if (mask === undefined) return undefined;
	const bits = BigInt(`0x${mask}`);
	return new Set(names.filter((_, bit) => (bits >> BigInt(bit)) & 1n));
};

export type Limits = {
	/** /proc/<pid>/status */
	status: string;
	/** `engine`: its process, or the one it would be started by. `netlock`: the engine's process is not known. */
	of: 'engine' | 'netlock';
};

/** dockerd keeps its pid file beside its socket. `endpoint`: undefined when netlock would start the engine. */
export const readLimits = ({text}: MachineFiles, endpoint: string | undefined): Limits => {
	const own = text('/proc/self/status') ?? '';
	if (endpoint === undefined) return {status: own, of: 'engine'};
	const socket = /^unix:\/\/(.*)\.sock$/.exec(endpoint)?.[1];
	const pid = socket === undefined ? undefined : text(`${socket}.pid`)?.trim();
	const status = pid === undefined ? undefined : text(`/proc/${pid}/status`);
	return status !== undefined && /^Name:\s+dockerd$/m.test(status)
		? {status, of: 'engine'}
		: {status: own, of: 'netlock'};
};

const fix = 'start the engine outside the container or service that limits it, or set DOCKER_HOST to one that is not';

const wantedCheck = (bounding: Set<string>, of: Limits['of']): Check => {
	const missing = wanted.filter(name => !bounding.has(name));
	const list = missing.join(', ');
	if (missing.length === 0) {
		const whose = of === 'engine' ? 'the engine' : 'netlock itself (the process of the engine is not known)';
		return ok('capabilities', `${whose} has ${wanted.join(', ')}`);
	}
	return of === 'engine'
		? gap('capabilities', `missing from the engine's bounding set: ${list}`, fix)
		: note('capabilities', `netlock itself lacks ${list}; the engine, whose process is not known, may have them`);
};

export const capabilityChecks = ({status, of}: Limits): Check[] => {
	const bounding = boundingSet(status);
	if (bounding === undefined) return [note('capabilities', 'cannot tell: /proc shows no bounding set')];
	const checks = [wantedCheck(bounding, of)];
	if (!bounding.has('SYS_RESOURCE')) {
		checks.push(
			note(
				'CAP_SYS_RESOURCE',
				'missing: `docker run --privileged` fails here, and CRIU\'s log has "rlimit: Can\'t setup RLIMIT_NOFILE for self"; netlock needs neither',
			),
		);
	}
	return checks;
};
