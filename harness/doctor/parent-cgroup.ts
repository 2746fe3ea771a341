// Checks whether all sandboxes together could use up the machine's memory or processes.
import type {ParentLimits} from '../engine/parent-cgroup.ts';
import {size} from '../support/size.ts';
import {type Check, note, ok} from './check.ts';

/** `limits`: of the cgroup above all sandboxes, as the kernel has them now. */
export const parentCgroupChecks = (limits: ParentLimits | undefined): Check[] => {
	const name = 'limits of sandboxes';
	if (limits === undefined) {
		return [
			note(
				name,
				'the cgroup above all sandboxes has none: netlock sets them with the first sandbox, as root beside an engine with the cgroupfs driver',
			),
		];
	}
	return [ok(name, `all together ${size(limits.memory)} of memory and ${limits.processes} processes`)];
};
