// The layout of cgroups on this machine, and what a sandbox gets from it.
import {cgroupLayout} from '../run/host.ts';
import {type Check, gap, ok} from './check.ts';

// images/tools/prepare.sh does it.
const ownView = 'each sandbox mounts a cgroup v2 view of its own, since crun refuses a hybrid layout';
const treatment: Record<string, string> = {
	v2: 'each sandbox has a private cgroup namespace with every controller that is there',
	v1: ownView,
	hybrid: ownView,
};

/** Text of /proc/mounts and of /proc/filesystems. */
export const cgroupChecks = (mounts: string, filesystems: string): Check[] => {
	const layout = cgroupLayout(mounts);
	if (!/\tcgroup2$/m.test(filesystems)) {
		return [gap('cgroups', `${layout}: this kernel has no cgroup v2`, 'boot a kernel with cgroup v2 (4.5 or newer)')];
	}
	const how = treatment[layout];
	return [
		how === undefined
			? gap('cgroups', 'none are mounted, and no engine works without', '`mount -t cgroup2 cgroup2 /sys/fs/cgroup`')
			: ok('cgroups', `${layout}: ${how}`),
	];
};
