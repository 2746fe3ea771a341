// What one cell works with: its sandbox, the runtime in it, what was asked for, and the evidence as it comes in.
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

/** A started sandbox, as far as a cell may use it. */
export type Sandbox = {exec: Exec};

/** A second sandbox of a cell, of the destination's image; opened when it is first needed. */
export type Destination = {
	image: string;
	/** Opens it, and brings folders over from the cell's own sandbox. */
	receive: (folders: readonly string[]) => Promise<CellContext>;
	/** Puts the CRIU and libcriu that it has into the cell's own sandbox, in the place of those there. */
	replaceHere: () => Promise<CellContext>;
};

export type CellContext = {
	sandbox: Sandbox;
	/** The cell's runtime, or an engine above it. */
	runtime: RuntimeCommands;
	facts: ImageFacts;
	lock: Lock;
	/** What CRIU is to use: the lock asked for, or its measured default. */
	method: Method;
	told: Told;
	/** Further variables for every command that is run in the sandbox. */
	environment?: Record<string, string>;
	/** Lines that the cell wrote into CRIU's configuration files, by the file's path. */
	criuFiles: Map<string, string[]>;
	evidence: Evidence;
	/** `config.json` of a bundle of the user's own, which is in `ownBundleFolder`. */
	bundle?: OwnConfig;
	/** What the scenario declares that it does. */
	has?: readonly Behaviour[];
	/** Every command that was run in the sandbox, as a shell would take it, with its exit status. */
	commands: string[];
	/** Another place, where the scenario restores; for scenarios with `destinations`. */
	destination?: Destination;
	/** Image of this sandbox, when it is not the cell's own. */
	place?: string;
};

/** The binary under test, then the tap in front of `criu`, then the image's own. */
export const path = `${buildsFolder}:/opt/netlock/tap:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** One line that a shell takes. */
export const commandLine = (argv: readonly string[]): string => argv.map(quote).join(' ');

/** Runs a command in the cell's sandbox and writes it down, also one that writes more than netlock reads. */
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

/** Runs a command in the cell's sandbox and writes it down. @throws Disagreement when it writes more than netlock reads */
export const run = async (
	context: CellContext,
	argv: readonly string[],
	options: ExecOptions = {},
): Promise<ExecResult> => {
	const result = await runWhatever(context, argv, options);
	if (result.excess === undefined) return result;
	throw new Disagreement('exit', `\`${commandLine(argv).slice(0, 200)}\` ${result.excess}`);
};

/** Runs a shell script, its arguments as `$1`, `$2`, … */
export const shell = (context: CellContext, script: string, ...words: string[]): Promise<ExecResult> =>
	run(context, ['sh', '-c', script, 'sh', ...words]);
