// The requests of test processes to the shared worker. Only the worker talks to the engine and writes the event log.
import type {ExecOptions, ExecResult} from '../engine/exec.ts';
import type {NewEvent} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {asKnown, NetlockError, shortMessageOf} from '../support/errors.ts';

type Nothing = Record<string, never>;

export type Calls = {
	/** The part of the plan that a scenario file needs. `file` is relative to the checkout. */
	plan: {ask: {file: string}; value: RunPlan};
	/** Waits for a free slot, then opens a sandbox for a cell. */
	open: {ask: {cell: string}; value: {sandbox: string; waited: number}};
	/** Opens a second sandbox for a cell, of another image, in the same slot. */
	'open-destination': {ask: {sandbox: string; cell: string; image: string}; value: {sandbox: string}};
	/** Copies folders from one sandbox to another. Paths are relative to `/`, as `tar` takes them. */
	'copy-folders': {ask: {from: string; to: string; folders: readonly string[]}; value: Nothing};
	exec: {ask: {sandbox: string; argv: readonly string[]; options: ExecOptions}; value: ExecResult};
	close: {ask: {sandbox: string}; value: Nothing};
	event: {ask: {event: NewEvent}; value: Nothing};
};
export type CallName = keyof Calls;
export type Ask = {[Name in CallName]: {call: Name} & Calls[Name]['ask']}[CallName];
export type Value = Calls[CallName]['value'];
/** Sends a request and gives the reply. @throws NetlockError with the kind and the words of the error in the worker */
export type Call = <Name extends CallName>(name: Name, ask: Calls[Name]['ask']) => Promise<Calls[Name]['value']>;
export type Reply<Name extends CallName = CallName> =
	| {ok: true; value: Calls[Name]['value']}
	| {ok: false; error: SentError};

/** The fields of an error that cross from one thread to another. */
export type SentError = Pick<NetlockError, 'kind' | 'name' | 'shortMessage' | 'message'>;

const sent = (error: unknown): SentError => {
	const {kind, name, shortMessage, message} =
		asKnown(error) ?? new NetlockError('harness', shortMessageOf(error), String((error as Error)?.stack ?? ''));
	return {kind, name, shortMessage, message};
};

/** Makes the error again on the other side, with the same kind, name and words. */
export const received = ({kind, name, shortMessage, message}: SentError): NetlockError =>
	Object.assign(new NetlockError(kind, shortMessage), {name, message});

/** The result or the error of some work, in the form that crosses from one thread to another. */
export const replyOf = async (work: Promise<Value>): Promise<Reply> => {
	try {
		return {ok: true, value: await work};
	} catch (error) {
		return {ok: false, error: sent(error)};
	}
};
