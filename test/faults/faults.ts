// What may happen to a run, and who is to be blamed for it: nobody for what ends netlock, the machine for its engine and its disk,
// the runtime for what it does itself.
import type {Fault} from './fault.ts';
import {duringDumps} from './kinds/during-dumps.ts';
import {ends} from './kinds/ends.ts';
import {engines} from './kinds/engines.ts';
import {machines} from './kinds/machines.ts';
import {runtimes} from './kinds/runtimes.ts';
import {type Left, removeSettings} from './setting.ts';

export const faults: readonly Fault[] = [...ends, ...engines, ...duringDumps, ...machines, ...runtimes];

export const inflict = async (fault: Fault): Promise<Left> => {
	try {
		return await fault.inflict();
	} finally {
		removeSettings();
	}
};
