// What a runtime under test does itself; and what stands in for a runtime that breaks what netlock looks with.
import {fileURLToPath} from 'node:url';
import type {Fault} from '../fault.ts';
import {look, newSetting} from '../setting.ts';

const runtimeThat = (name: string, file: string, blames: Fault['blames'] = ['runtime', 'CRIU']): Fault => ({
	name,
	blames,
	exits: [1],
	inflict: async () => {
		const setting = await newSetting();
		const script = fileURLToPath(new URL(`../runtimes/${file}`, import.meta.url));
		const words = ['--image', 'debian-forky', '--runtime', `crun=faulty@${script}`, '--lock', 'nftables'];
		const {exit} = await setting.start(['run', ...words, '--scenario', 'explicit-is-honoured']).ended;
		return look(setting, exit);
	},
});

export const runtimes: readonly Fault[] = [
	runtimeThat('a runtime writes 40 MB of errors', 'shouts.sh'),
	runtimeThat('a runtime writes one line of 2 MB', 'long-line.sh'),
	runtimeThat('a runtime’s output is a hole of a terabyte', 'hole.sh'),
	runtimeThat('a runtime’s state is garbage', 'no-state.sh'),
	runtimeThat('the tap is gone', 'without-tap.sh', ['harness']),
	runtimeThat('the action script is gone', 'without-action-script.sh', ['harness']),
	runtimeThat('the inventory is garbage', 'spoils-inventory.sh'),
	runtimeThat('the JSON of the rules is garbage', 'spoils-rules.sh', ['harness', 'tool', 'runtime', 'CRIU']),
];
