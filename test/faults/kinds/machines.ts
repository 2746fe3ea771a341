// The machine: no space for reports, a clock that jumps, every processor busy with something else.
import {execFileSync, spawn} from 'node:child_process';
import {mkdirSync, rmSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import type {Fault} from '../fault.ts';
import {fill} from '../fill.ts';
import {look, newSetting, resumed, selection, three} from '../setting.ts';

const mounted = async <Result>(folder: string, size: string, use: () => Promise<Result>): Promise<Result> => {
	mkdirSync(folder, {recursive: true});
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'netlock-faults', folder]);
	try {
		return await use();
	} finally {
		execFileSync('umount', ['--lazy', folder]);
	}
};

const reportsFull: Fault = {
	name: 'the disk of reports is full',
	blames: [],
	exits: [0, 1, 3],
	hits: 0,
	inflict: async () => {
		const setting = await newSetting();
		return mounted(setting.folder, '20m', async () => {
			const run = await setting.begin(selection);
			const filler = join(setting.folder, 'filler');
			fill(filler);
			const {exit, stderr} = await run.ended;
			rmSync(filler);
			return look(setting, await resumed(setting, exit), stderr);
		});
	},
};

const clockSkewed: Fault = {
	name: 'the clock goes back and forth',
	blames: [],
	exits: [0],
	hits: 0,
	inflict: async () => {
		const setting = await newSetting();
		const clock = new URL('../skewed-clock.ts', import.meta.url).href;
		const run = setting.start(three, {NODE_OPTIONS: `--import ${clock}`});
		const {exit} = await run.ended;
		return look(setting, exit);
	},
};

const loaded: Fault = {
	name: 'all processors are busy',
	blames: [],
	exits: [0],
	hits: 0,
	inflict: async () => {
		const busy = Array.from({length: 2 * availableParallelism()}, () => spawn('sh', ['-c', 'while :; do :; done']));
		try {
			const setting = await newSetting();
			const {exit} = await setting.start(three).ended;
			return await look(setting, exit);
		} finally {
			for (const each of busy) each.kill('SIGKILL');
		}
	},
};

export const machines: readonly Fault[] = [reportsFull, clockSkewed, loaded];
