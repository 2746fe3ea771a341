// `netlock run --profile`: gathers the phases of a run from this process and from AVA's, and writes profile.json.
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {onEngineCall} from '../engine/calls.ts';
import {documentText} from '../results/documents.ts';
import {appendLines, readLines} from '../results/json-lines.ts';
import {type ProfiledPhase, profiledPhase, profileOf} from '../results/profile.ts';
import {now, onPhase, type Phase} from '../support/phases.ts';
import {writeWhole} from '../support/write-whole.ts';

const phasesFile = (folder: string): string => join(folder, 'phases.jsonl');

/** For the shared worker, which has a process of its own. */
export const phaseLog = (folder: string) => (phase: ProfiledPhase) => appendLines(phasesFile(folder), [phase]);

const without = ({cell, ...phase}: Phase) => ({...phase, ...(cell !== undefined && {cell})});

/** Records the phases of this thread from now on. */
export const gatherPhases = (record: (phase: ProfiledPhase) => void): void => {
	onPhase(phase => record({of: phase.cell === undefined ? 'netlock' : 'cell', ...without(phase)}));
	onEngineCall(call => record({of: 'engine', ...without(call)}));
};

/** The kernel counts processor time in hundredths of a second. */
const tick = 10;

/**
 * Reads /proc/stat: milliseconds of processor time of the whole machine, and the processes that it started since it
 * booted.
 */
export const readStat = (stat: string): {processor: number; started: number} => {
	const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '')
		.split(' ')
		.map(Number);
	const started = Number(/^processes (\d+)$/m.exec(stat)?.[1] ?? 0);
	return {processor: (user + nice + system + irq + softirq) * tick, started};
};

const machine = () => readStat(readFileSync('/proc/stat', 'utf8'));

/** `write`: returns the file's path. */
export type Profiling = {write: (folder: string, run: string) => string};

export const startProfile = (): Profiling => {
	const phases: ProfiledPhase[] = [];
	const before = machine();
	const start = performance.timeOrigin;
	phases.push({of: 'netlock', name: 'start Node and load netlock', start, took: now() - start});
	gatherPhases(phase => phases.push(phase));
	return {
		write: (folder, run) => {
			const after = machine();
			const {lines} = readLines(phasesFile(folder), profiledPhase);
			const {user, system} = process.cpuUsage();
			const otherData = {
				run,
				machine: {processor: after.processor - before.processor, started: after.started - before.started},
				netlock: (user + system) / 1000,
			};
			const file = join(folder, 'profile.json');
			writeWhole(file, documentText('profile', profileOf([...phases, ...lines], otherData)));
			rmSync(phasesFile(folder), {force: true});
			return file;
		},
	};
};
