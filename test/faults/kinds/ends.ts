// netlock, AVA or its terminal ends in the middle of a run.
import {setTimeout as sleep} from 'node:timers/promises';
import {processesOf} from '../../fixtures/processes.ts';
import type {Fault} from '../fault.ts';
import {look, newSetting, selection} from '../setting.ts';

const killing = (
	name: string,
	signal: NodeJS.Signals,
	who: 'netlock' | 'AVA' | 'both',
	exits: Fault['exits'],
): Fault => ({
	name,
	blames: who === 'AVA' ? ['harness', 'machine'] : [],
	exits,
	inflict: async () => {
		const setting = await newSetting();
		// Enough rounds: the run still lasts when the signal comes.
		const run = await setting.begin([...selection, '--repeat', '6']);
		await sleep(Math.random() * 3000);
		const pids = who === 'netlock' ? [] : processesOf(setting.folder);
		for (const pid of who === 'AVA' ? pids : [run.pid, ...pids]) {
			try {
				process.kill(pid, signal);
			} catch {
				// It has ended meanwhile.
			}
		}
		const {exit} = await run.ended;
		return look(setting, exit);
	},
});

export const ends: readonly Fault[] = [
	killing('netlock is killed', 'SIGKILL', 'netlock', [null, 137]),
	killing('AVA is killed', 'SIGKILL', 'AVA', [0, 1, 3]),
	killing('netlock and AVA are killed', 'SIGKILL', 'both', [null, 137]),
	killing('its terminal is closed', 'SIGHUP', 'netlock', [0, 130]),
];
