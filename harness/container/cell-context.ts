// The context of one cell: its sandbox, its runtime, the lock that is asked for, and the evidence so far.
import type {OwnConfig} from '../bundle/own-config.ts';
import type {Exec, ExecOptions, ExecResult} from '../engine/exec.ts';
import type {Lock, Method} from '../model/axes.ts';
import type {Behaviour} from '../model/behaviours.ts';
import type {Evidence} from '../model/evidence.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {RuntimeCommands} from '../model/runtime.ts';
import type {Told} from '../runtimes/runtime.ts';
import {buildsFolder} from '../sandbox/under-test.ts';
import {quote} from '../support/quote.ts';
import {Disagreement} from './errors.ts';

/** The part of a started sandbox that a cell may use. */
export type Sandbox = {exec: Exec};

/** The second sandbox of a cell, of the destination's image. It is opened when it is first needed. */
export type Destination = {
	image: string;
	/** Opens the second sandbox and copies folders to it from the first one. */
	receive: (folders: readonly string[]) => Promise<CellContext>;
	/** Replaces CRIU and libcriu in the first sandbox by those of the second one. */
	replaceHere: () => Promise<CellContext>;
	/** Lends the first sandbox the runtime of the second one's image, which is older. */
	lendRuntime: () => Promise<CellContext>;
	/** Replaces the runtime that was lent by the first sandbox's own one, as an update does. */
	updateRuntime: () => Promise<CellContext>;
};

export type CellContext = {
	sandbox: Sandbox;
	/** The cell's runtime, or an engine that calls it. */
	runtime: RuntimeCommands;
	facts: ImageFacts;
	lock: Lock;
	/** The method that CRIU must use: the lock asked for, or the measured default. */
	method: Method;
	told: Told;
	/** Further variables for every command that is run in the sandbox. */
	environment?: Record<string, string>;
	/** Lines that the cell wrote into CRIU's configuration files, by the file's path. */
	criuFiles: Map<string, string[]>;
	evidence: Evidence;
	/** `config.json` of a bundle of the user's own, which is in `ownBundleFolder`. */
	bundle?: OwnConfig;
	/** The behaviours that the scenario declares. */
	has?: readonly Behaviour[];
	/** Every command that ran in the sandbox, in shell syntax, with its exit status. */
	commands: string[];
	/** Where the scenario restores, for scenarios with `destinations`. */
	destination?: Destination;
	/** Image of this sandbox, if it is not the cell's image. */
	place?: string;
};

/**
 * The PATH of a cell's commands: binaries under test first, then the tap in front of `criu`, then the image's own
 * programs.
 */
export const path = `${buildsFolder}:/opt/netlock/tap:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** The command as one line of shell. */
export const commandLine = (argv: readonly string[]): string => argv.map(quote).join(' ');

/** Runs a command in the cell's sandbox and records it. The output may be more than netlock reads. */
export const runWhatever = async (
	context: CellContext,
	argv: readonly string[],
	options: ExecOptions = {},
): Promise<ExecResult> => {
	const result = await context.sandbox.exec(argv, {
		...options,
		env: {PATH: path, ...context.environment, ...options.env},
	});
	const status = result.exit === null ? 'stopped at its time limit' : `exit ${result.exit}`;
	context.commands.push(`${commandLine(argv)}\n# ${status}, ${Math.round(result.duration)} ms`);
	return result;
};

/**
 * Runs a command in the cell's sandbox and records it. @throws Disagreement when the output is more than netlock reads
 */
export const run = async (
	context: CellContext,
	argv: readonly string[],
	options: ExecOptions = {},
): Promise<ExecResult> => {
	const result = await runWhatever(context, argv, options);
	if (result.excess === undefined) return result;
	throw new Disagreement('exit', `\`${commandLine(argv).slice(0, 200)}\` ${result.excess}`);
};

/** Runs a shell script with `words` as `$1`, `$2`, … */
export const shell = (context: CellContext, script: string, ...words: string[]): Promise<ExecResult> =>
	run(context, ['sh', '-c', script, 'sh', ...words]);
