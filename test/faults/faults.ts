// The faults, and the party to blame for each: nobody if netlock is ended, the machine for its engine and its disk, the
// runtime for its own acts.
import type {Fault} from './fault.ts';
import {duringDumps} from './kinds/during-dumps.ts';
import {ends} from './kinds/ends.ts';
import {engines} from './kinds/engines.ts';
import {machines} from './kinds/machines.ts';
import {kernels, runtimes} from './kinds/runtimes.ts';
import {type Left, removeSettings} from './setting.ts';

/** What happens to netlock and its machine while a good build runs. */
export const ofMachine: readonly Fault[] = [...ends, ...engines, ...duringDumps, ...machines, ...kernels];
export const faults: readonly Fault[] = [...ofMachine, ...runtimes];

export const inflict = async (fault: Fault): Promise<Left> => {
	try {
		return await fault.inflict();
	} finally {
		removeSettings();
	}
};
