// Runs the real command line as a user does, and returns its output and its files.
import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {dir} from 'tmp-promise';
import {type Results, results as schema} from '../../harness/model/results.ts';
import {eventsFile} from '../../harness/run/plan-file.ts';
import {eventually} from '../fixtures/processes.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export type Ended = {exit: number | null; stdout: string; stderr: string};
export type Started = {ended: Promise<Ended>; isOver: () => boolean; pid: number; stderr: () => string};

export const startNetlock = (words: readonly string[], env: Record<string, string> = {}): Started => {
	const child = spawn('sh', [join(root, 'bin/netlock'), ...words], {
		cwd: root,
		env: {...process.env, CI: 'true', ...env},
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: 600_000,
	});
	let [stdout, stderr] = ['', ''];
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	const ended = new Promise<Ended>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', exit => resolve({exit, stdout, stderr}));
	});
	const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
	return {ended, isOver, pid: child.pid ?? 0, stderr: () => stderr};
};

/** Resolves when the run in this folder has finished its first cell, or has ended. */
export const firstCellEnded = async ({isOver}: Started, folder: string): Promise<void> => {
	const log = eventsFile(folder);
	const hasEnded = (): boolean => existsSync(log) && readFileSync(log, 'utf8').includes('cell-finished');
	await eventually(() => isOver() || hasEnded() || undefined);
};

export const netlock = (...words: string[]): Promise<Ended> => startNetlock(words).ended;

export type Run = Ended & {folder: string; results: Results};

export const readResults = (folder: string): Results =>
	schema.parse(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')));

/** `netlock run` into its own folder. */
export const netlockRun = async (...words: string[]): Promise<Run> => {
	const {path: folder} = await dir({unsafeCleanup: true, prefix: 'netlock-run-'});
	// Samples would change the numbers of cells and columns. They have their own test.
	const samples = words.includes('--libcriu') ? [] : ['--libcriu', 'package'];
	const ended = await netlock('run', ...words, ...samples, '--out', folder);
	try {
		return {...ended, folder, results: readResults(folder)};
	} catch (error) {
		throw new Error(`netlock run ${words.join(' ')} wrote no results (exit ${ended.exit}):\n${ended.stderr}`, {
			cause: error,
		});
	}
};
