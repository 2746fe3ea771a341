// What a runtime under test does itself, to itself or to its sandbox: its failure, whatever netlock can still see.
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

/** A script in place of the runtime plays a kernel. */
export const kernels: readonly Fault[] = [
	runtimeThat('a module of the kernel is missing', 'without-netfilter.sh', ['kernel', 'machine']),
];

export const runtimes: readonly Fault[] = [
	runtimeThat('a runtime writes 40 MB of errors', 'shouts.sh'),
	runtimeThat('a runtime writes one line of 2 MB', 'long-line.sh'),
	runtimeThat('a runtime’s output is a hole of a terabyte', 'hole.sh'),
	runtimeThat('a runtime’s state is garbage', 'no-state.sh'),
	runtimeThat('a runtime removes the tap', 'without-tap.sh'),
	runtimeThat('a runtime removes the action script', 'without-action-script.sh'),
	runtimeThat('a runtime fills the disk of evidence', 'fills-run.sh'),
	runtimeThat('a runtime fills the disk of images', 'fills-cell.sh'),
	runtimeThat('a runtime uses all inodes', 'uses-inodes.sh'),
	runtimeThat('a runtime uses all memory and fails', 'eats-memory.sh'),
	runtimeThat('a runtime uses all memory for good', 'keeps-memory.sh', ['runtime', 'machine']),
	runtimeThat('a runtime uses all processes', 'uses-processes.sh'),
	runtimeThat('a runtime kills the shells of its sandbox', 'kills-shells.sh'),
	runtimeThat('a runtime kills its whole sandbox', 'kills-all.sh'),
	runtimeThat('a runtime does not start a container', 'does-not-start.sh'),
	runtimeThat('a runtime starts nothing', 'starts-nothing.sh'),
	runtimeThat('the inventory is garbage', 'spoils-inventory.sh'),
	runtimeThat('the JSON of the rules is garbage', 'spoils-rules.sh', ['harness', 'tool', 'runtime', 'CRIU']),
];
