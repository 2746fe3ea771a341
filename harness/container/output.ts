// What a workload that speaks has written, before and after restores: numbered lines to its standard streams, which have
// new readers after each restore, and to a log file in its root.
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {until} from '../support/until.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';
import {outputFolder} from './through-pipes.ts';

/** How many lines the newest readers must have got. */
const enough = 10;

/** Numbers of the lines of one stream. The last line may be cut short while it is written. */
const numbersOf = (stream: 'out' | 'err' | 'log', listing: string): number[] =>
	[...listing.matchAll(new RegExp(`^${stream} (\\d+)\\n`, 'gm'))].map(([, number]) => Number(number));

const read = async ({sandbox}: CellContext, files: string): Promise<string> => {
	const {exit, stdout, stderr} = await sandbox.exec(['sh', '-c', `cat ${files}`]);
	if (exit !== 0) throw new EvidenceMissing('what the container wrote cannot be read', stderr);
	return text(stdout);
};

/** Describes the first line that is not the one after the line before it. */
const disorder = (numbers: readonly number[]): string | undefined => {
	const at = numbers.findIndex((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1);
	return at === -1 ? undefined : `line ${numbers[at]} comes after line ${numbers[at - 1]}`;
};

/** The first line that no reader has got, though a later one came. */
const unheard = (numbers: readonly number[]): string | undefined => {
	const heard = new Set(numbers);
	const last = Math.max(0, ...numbers);
	const lost = Array.from({length: last}, (_, index) => index + 1).find(number => !heard.has(number));
	return lost === undefined ? undefined : `line ${lost} reached no reader`;
};

const streamProblem = async (context: CellContext, stream: 'out' | 'err'): Promise<string | undefined> => {
	const newest = numbersOf(stream, await read(context, `${outputFolder}/${stream}`));
	if (newest.length < enough) return `only ${newest.length} lines reach the reader after the restore`;
	return disorder(newest) ?? unheard(numbersOf(stream, await read(context, `${outputFolder}.*/${stream}`)));
};

const logOf = ({bundle}: Instance): string => `${bundle}/rootfs/log`;

/** The workload writes each line to its standard output first. */
const logProblem = async (context: CellContext, instance: Instance): Promise<string | undefined> => {
	const last = numbersOf('out', await read(context, `${outputFolder}/out`)).at(-1) ?? 0;
	const logged = numbersOf('log', await read(context, logOf(instance)));
	const end = logged.at(-1) ?? 0;
	return disorder(logged) ?? (end < last - 1 ? `it ends with line ${end}, and line ${last} was written` : undefined);
};

/** Describes the first line that does not come, is lost, or comes twice. Undefined when all is well so far. */
export const outputProblem = async (context: CellContext, instance: Instance): Promise<string | undefined> => {
	const checks = [
		['standard output', () => streamProblem(context, 'out')],
		['standard error', () => streamProblem(context, 'err')],
		['the log file', () => logProblem(context, instance)],
	] as const;
	for (const [where, check] of checks) {
		const problem = await check();
		if (problem !== undefined) return `${where} does not go on: ${problem}`;
	}
	return undefined;
};

/** Waits until all is well. @throws Disagreement when it takes too long */
export const outputGoesOn = async (context: CellContext, instance: Instance): Promise<void> => {
	let problem: string | undefined;
	const goesOn = async (): Promise<boolean> => {
		problem = await outputProblem(context, instance);
		return problem === undefined;
	};
	if (await until(goesOn, {limitMs: limits.workloadMs, everyMs: 100})) return;
	throw new Disagreement('behaviour', problem ?? 'the container writes nothing');
};

export type SavedLog = {
	/** Gives the log file the content that it had when it was saved. CRIU restores no file of another size. */
	bringBack: () => Promise<void>;
};

const copy = async (context: CellContext, from: string, to: string): Promise<void> => {
	const {exit, stderr} = await run(context, ['cp', from, to]);
	if (exit !== 0) throw new EvidenceMissing('the log file could not be copied', stderr);
};

export const saveLog = async (context: CellContext, instance: Instance): Promise<SavedLog> => {
	const [log, saved] = [logOf(instance), `${instance.bundle}/log`];
	await copy(context, log, saved);
	return {bringBack: () => copy(context, saved, log)};
};
