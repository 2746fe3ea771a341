// Starts a program of a build in a sandbox for the first time: it prints its version, or netlock says why it does not
// start.
import {open} from 'node:fs/promises';
import type {StartedSandbox} from '../engine/sandbox.ts';
import type {ImageFacts} from '../model/facts.ts';
import {limits} from '../support/limits.ts';
import {printable, printableLines} from '../support/printable.ts';
import {text} from '../support/text.ts';
import {CannotRun, FailsAtStart, LibraryMissing} from './errors.ts';
import {headLength, whyNot} from './executable.ts';
import type {Part} from './part.ts';

const headOf = async (path: string): Promise<Buffer> => {
	const file = await open(path);
	const {buffer, bytesRead} = await file.read(Buffer.alloc(headLength), 0, headLength).finally(() => file.close());
	return buffer.subarray(0, bytesRead);
};

/** Runs before a sandbox is opened. @throws CannotRun when the binary is for another architecture */
export const requireExecutable = async (what: string, path: string, {arch}: ImageFacts): Promise<void> => {
	const reason = whyNot(await headOf(path), arch);
	if (reason !== undefined) throw new CannotRun(`${what}: ${reason}`);
};

/** Exit statuses of a shell for a program that it cannot execute. */
const cannotExecute: readonly (number | null)[] = [126, 127];

/**
 * First line of `--version`. @throws LibraryMissing; FailsAtStart; CannotRun when the kernel refuses to execute the
 * program
 */
export const versionOf = async (sandbox: StartedSandbox, what: string, program: string): Promise<string> => {
	const {exit, stdout, stderr} = await sandbox.exec([program, '--version'], {limitSeconds: limits.askProgramSeconds});
	if (exit === 0) return printable(text(stdout).trim().split('\n')[0] ?? '').slice(0, 200);
	const missing = await sandbox.exec(['sh', '-c', `ldd "$(command -v ${program})" 2>&1 | grep 'not found'`]);
	const lacks = text(missing.stdout).trim();
	if (lacks !== '') {
		throw new LibraryMissing(
			`${what}: ${printableLines(lacks).slice(0, 500)}`,
			'Give a folder with the binary and that library, or sources, which are compiled in each image.',
		);
	}
	const said = stderr.trim() || text(stdout).trim() || (exit === null ? 'it does not end' : `exit ${exit}`);
	const Reason = cannotExecute.includes(exit) ? CannotRun : FailsAtStart;
	throw new Reason(`${what}: ${printableLines(said).slice(0, 500)}`);
};

/**
 * For a build from sources: how it fails when it starts. A binary from the user is refused. @throws what `start` throws
 */
export const failureAtStart = async (part: Part, start: () => Promise<void>): Promise<string | undefined> => {
	try {
		await start();
		return undefined;
	} catch (error) {
		if (part.source === 'binary' || !(error instanceof FailsAtStart)) throw error;
		return error.shortMessage.replace(/^.*? cannot run in /, '');
	}
};
