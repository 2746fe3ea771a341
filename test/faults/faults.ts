// What may happen to a run, and who is to be blamed for it: nobody for what ends netlock, the machine for its engine, the runtime
// for what it does itself.

import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {label} from '../../harness/engine/labels.ts';
import {planFile, readPlan} from '../../harness/run/plan-file.ts';
import {engine} from '../e2e/engine.ts';
import {netlock} from '../e2e/netlock.ts';
import {engineProxy} from '../fixtures/engine-proxy.ts';
import {type Left, look, newSetting, processesOf, type Setting, selection} from './setting.ts';

export type Fault = {
	name: string;
	/** Parties that may be blamed. */
	blames: readonly string[];
	/** Exit statuses of the run, where it is not killed itself. */
	exits: readonly (number | null)[];
	inflict: (setting: Setting) => Promise<Left>;
};

const killing = (
	name: string,
	signal: NodeJS.Signals,
	who: 'netlock' | 'AVA' | 'both',
	exits: Fault['exits'],
): Fault => ({
	name,
	blames: who === 'AVA' ? ['harness', 'machine'] : [],
	exits,
	inflict: async setting => {
		// Rounds enough that the run is not over before the signal comes.
		const run = await setting.begin([...selection, '--repeat', '6']);
		await new Promise(resolve => setTimeout(resolve, Math.random() * 3000));
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

const engineGone: Fault = {
	name: 'the engine goes away',
	blames: ['machine'],
	exits: [3],
	inflict: async setting => {
		const proxy = engineProxy(join(setting.scratch, 'engine.sock'), (await engine()).endpoint.replace('unix://', ''));
		await proxy.open();
		const run = await setting.begin(undefined, {DOCKER_HOST: proxy.endpoint});
		proxy.cut();
		const {exit} = await run.ended;
		await proxy.open();
		const rest = await netlock('run', '--resume', setting.folder);
		proxy.cut();
		return look(setting, rest.exit === 0 ? exit : rest.exit);
	},
};

const sandboxGone: Fault = {
	name: 'a sandbox is removed under a cell',
	blames: ['machine', 'harness'],
	exits: [0, 1],
	inflict: async setting => {
		const run = await setting.begin();
		const {docker} = await engine();
		const {run: id} = await readPlan(planFile(setting.folder));
		const containers = await docker.listContainers({filters: {label: [`${label.run}=${id}`]}});
		for (const {Id} of containers.slice(0, 1))
			await docker
				.getContainer(Id)
				.remove({force: true})
				.catch(() => {});
		const {exit} = await run.ended;
		return look(setting, exit);
	},
};

const runtimeThat = (name: string, file: string): Fault => ({
	name,
	blames: ['runtime', 'CRIU'],
	exits: [1],
	inflict: async setting => {
		const script = fileURLToPath(new URL(`runtimes/${file}`, import.meta.url));
		const words = ['--image', 'debian-forky', '--runtime', `crun=faulty@${script}`, '--lock', 'nftables'];
		const run = await setting.begin(['run', ...words, '--scenario', 'explicit-is-honoured']);
		const {exit} = await run.ended;
		return look(setting, exit);
	},
});

export const faults: readonly Fault[] = [
	killing('netlock is killed', 'SIGKILL', 'netlock', [null, 137]),
	killing('AVA is killed', 'SIGKILL', 'AVA', [0, 1, 3]),
	killing('netlock and AVA are killed', 'SIGKILL', 'both', [null, 137]),
	killing('its terminal is closed', 'SIGHUP', 'netlock', [0, 130]),
	engineGone,
	sandboxGone,
	runtimeThat('a runtime writes 40 MB of errors', 'shouts.sh'),
	runtimeThat('a runtime writes one line of 2 MB', 'long-line.sh'),
	runtimeThat('a runtime’s output is a hole of a terabyte', 'hole.sh'),
	runtimeThat('a runtime’s state is garbage', 'no-state.sh'),
];

/** What is wrong with how a run came through; undefined when nothing is. */
export const wrong = ({blames, exits}: Fault, {exit, lost, orphans, blamed}: Left): string | undefined => {
	if (!exits.includes(exit)) return `exit ${exit}`;
	if (lost > 0) return `${lost} lost`;
	if (orphans > 0) return `${orphans} orphans`;
	const other = blamed.find(party => !blames.includes(party));
	return other === undefined ? undefined : `blames ${other}`;
};

export const inflict = (fault: Fault): Promise<Left> => fault.inflict(newSetting());
