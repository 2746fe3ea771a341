// How a runtime reacts to a spelling of `--network-lock` on its command line: it honours the option or refuses it.
// Anything else is a fault.
import type {Method} from '../model/axes.ts';
import {plainLines} from '../runtimes/messages.ts';
import type {CellContext} from './cell-context.ts';
import {Disagreement} from './errors.ts';
import {foldersOf, type Instance} from './instance.ts';
import {said} from './layers/failure.ts';
import {kernelLayer} from './layers/kernel.ts';
import {recordLayer} from './layers/record.ts';
import {describe, unseenRequest} from './layers/request.ts';
import {type Operation, operate} from './operation.ts';
import type {RunningContainer} from './running.ts';

/** Words of a checkpoint command. The folders are always added. */
export type Spelling = {
	before?: readonly string[];
	after?: readonly string[];
	/** Leaves out the container's id, so the spelling ends the command line. */
	withoutId?: boolean;
};

export type Reaction = {
	/** Asserts that the runtime accepted the option, and that this lock was sent, recorded and in the kernel. */
	honours: (method: Method) => void;
	/**
	 * Asserts that the runtime refused with a non-zero exit and a message about the lock, and that the container runs on
	 * with an open network.
	 */
	refuses: () => Promise<void>;
	/** Asserts that the runtime did one of the two. It must not crash, nor checkpoint without the lock. */
	honoursOrRefuses: (method: Method) => Promise<void>;
};

const argvOf = (context: CellContext, instance: Instance, turn: number, spelling: Spelling): string[] => {
	const {before = [], after = [], withoutId = false} = spelling;
	const options = {
		folders: foldersOf(instance, turn),
		lockFlag: undefined,
		leaveRunning: false,
		tcpEstablished: instance.workload.hasConnections,
		words: before,
	};
	const argv = context.runtime.checkpoint(instance.id, options);
	return [...(withoutId ? argv.slice(0, -1) : argv), ...after];
};

const spelled = ({before = [], after = [], withoutId = false}: Spelling): string =>
	['checkpoint', ...before, ...(withoutId ? [] : ['ID']), ...after].join(' ');

// Exit status of a process that a signal ended, as a shell and the engine report it: 128 plus the signal's number.
const signals: Record<number, string> = {134: 'SIGABRT', 135: 'SIGBUS', 136: 'SIGFPE', 137: 'SIGKILL', 139: 'SIGSEGV'};

/** The runtime accepted its command line: it sent a request to CRIU, or it succeeded without one. */
const accepted = ({exit, request}: Operation): boolean => exit === 0 || request !== undefined;

const honours = (context: CellContext, operation: Operation, what: string, method: Method): void => {
	const symptoms = plainLines(operation.stderr);
	if (!accepted(operation)) throw new Disagreement('exit', `\`${what}\` is not accepted: ${said(operation)}`, symptoms);
	if (operation.request === undefined) throw unseenRequest(context, operation);
	if (operation.request !== method) {
		const sent = describe(operation.request);
		throw new Disagreement('request', `\`${what}\` is accepted, but ${context.runtime.name} sent ${sent}`);
	}
	if (operation.exit !== 0) throw new Disagreement('exit', `\`${what}\` fails: ${said(operation)}`, symptoms);
	recordLayer(operation).says(method);
	kernelLayer(operation).lockedBy(method);
};

const refusesClearly = (operation: Operation, what: string): void => {
	const {exit, stderr} = operation;
	const symptoms = plainLines(stderr);
	if (accepted(operation)) throw new Disagreement('exit', `\`${what}\` is accepted, but was to be refused`);
	const signal = signals[exit ?? 0];
	if (signal !== undefined)
		throw new Disagreement('exit', `\`${what}\` crashes with ${signal} (exit ${exit})`, symptoms);
	if (exit !== null && /network.?lock/i.test(stderr)) return;
	throw new Disagreement('exit', `the refusal of \`${what}\` says nothing of the lock: ${said(operation)}`, symptoms);
};

export const reactionTo = async (
	context: CellContext,
	instance: Instance,
	spelling: Spelling,
	running: Pick<RunningContainer, 'keepsCounting' | 'hasNoLock'>,
): Promise<Reaction> => {
	const turn = context.evidence.operations.length + 1;
	const what = spelled(spelling);
	const argv = argvOf(context, instance, turn, spelling);
	const operation = await operate(context, {kind: 'checkpoint', argv, instance, folders: foldersOf(instance, turn)});
	const refuses = async (): Promise<void> => {
		refusesClearly(operation, what);
		await running.keepsCounting();
		await running.hasNoLock();
	};
	return {
		honours: method => honours(context, operation, what, method),
		refuses,
		honoursOrRefuses: async method => (accepted(operation) ? honours(context, operation, what, method) : refuses()),
	};
};
