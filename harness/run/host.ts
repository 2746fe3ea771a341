// The properties of the machine of a run, enough to explain a difference between two runs.
import {arch, availableParallelism} from 'node:os';
import type {Results} from '../model/results.ts';

export type HostFacts = Omit<Results['host'], 'engine'>;

/** From /proc/mounts: `v2`, `v1`, or `hybrid` (v1 hierarchies with a cgroup2 mount beside them). */
export const cgroupLayout = (mounts: string): string => {
	const types = mounts.split('\n').map(line => line.split(' ')[2]);
	if (!types.includes('cgroup')) return types.includes('cgroup2') ? 'v2' : 'none';
	return types.includes('cgroup2') ? 'hybrid' : 'v1';
};

export const hostFacts = (kernel: string, read: (path: string) => string): HostFacts => ({
	kernel,
	arch: arch(),
	os: /^PRETTY_NAME="?([^"\n]*)/m.exec(read('/etc/os-release'))?.[1] ?? 'unknown',
	cgroups: cgroupLayout(read('/proc/mounts')),
	cpus: availableParallelism(),
});
