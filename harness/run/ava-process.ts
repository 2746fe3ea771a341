// AVA's process. It has its own process group, so that Ctrl-C reaches only netlock. It sends events through a pipe.
import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {Readable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {EngineError} from '../engine/errors.ts';
import {project} from '../model/checkout.ts';
import {limits} from '../support/limits.ts';
import {avaEnvironment, pipeDescriptor} from './ava-environment.ts';
import {endGroup, signalGroup} from './process-group.ts';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

export type AvaProcess = {
	/**
	 * Resolves when the process has ended and every line was passed on. @throws EngineError when the process cannot start
	 */
	ended: Promise<void>;
	/**
	 * Closes the pipe. The shared worker then removes the sandboxes, also those that are starting, and ends AVA's group.
	 */
	end: () => Promise<void>;
	/** Kills the process and all processes that it started. */
	kill: () => Promise<void>;
};

/** File of AVA's own output. It matters when a scenario file does not load. */
const avaLog = (folder: string): string => join(folder, 'ava.log');

export const avaCommand = (concurrency: number): Command => [
	process.execPath,
	join(project.root, 'node_modules/ava/entrypoints/cli.js'),
	'--config',
	join(project.root, 'harness/run/ava-config.ts'),
	'--concurrency',
	String(concurrency),
];

export type AvaOptions = {
	/** Folder of the run. */
	folder: string;
	/** Scenario files, in the order in which they begin. */
	files: readonly string[];
	/** Called with each line that comes through the pipe. */
	onLine: (line: string) => void;
};

export const startAva = ([program, ...words]: Command, {folder, files, onLine}: AvaOptions): AvaProcess => {
	const output = openSync(avaLog(folder), 'a');
	const child = spawn(program, words, {
		cwd: project.root,
		detached: true,
		stdio: ['ignore', output, output, 'pipe'],
		env: avaEnvironment(folder, files),
	});
	closeSync(output);
	const pipe = child.stdio[pipeDescriptor];
	if (pipe instanceof Readable) createInterface({input: pipe}).on('line', onLine);
	const ended = new Promise<void>((resolve, reject) => {
		child.once('error', error => reject(new EngineError(`${program} cannot be started`, String(error), error)));
		child.once('close', () => resolve());
	});
	const {pid} = child;
	// A process that AVA leaves behind would hold the pipe open.
	if (pid !== undefined) child.once('exit', () => signalGroup(pid, 'SIGKILL'));
	const kill = async (): Promise<void> => (pid === undefined ? undefined : endGroup(pid, ended));
	return {
		ended,
		end: async () => {
			if (pipe instanceof Readable) pipe.destroy();
			await Promise.race([ended, sleep(limits.orphanEndMs + limits.giveUpMs, undefined, {ref: false})]).catch(() => {});
			await kill();
		},
		kill,
	};
};
