// What test processes ask of the shared worker: it alone talks to the engine, and it alone writes the event log.
import type {ExecOptions, ExecResult} from '../engine/exec.ts';
import type {NewEvent} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {asKnown, NetlockError, shortMessageOf} from '../support/errors.ts';

type Nothing = Record<string, never>;

export type Calls = {
	/** The plan, as far as a scenario file needs it; `file` is relative to the checkout. */
	plan: {ask: {file: string}; value: RunPlan};
	/** Waits for a free slot, then opens a sandbox for a cell. */
	open: {ask: {cell: string}; value: {sandbox: string; waited: number}};
	/** Opens another sandbox for a cell, of another image, within the slot that the cell has. */
	'open-destination': {ask: {sandbox: string; cell: string; image: string}; value: {sandbox: string}};
	/** Copies folders from one sandbox to another, as `tar` sees them: paths below `/`. */
	'copy-folders': {ask: {from: string; to: string; folders: readonly string[]}; value: Nothing};
	exec: {ask: {sandbox: string; argv: readonly string[]; options: ExecOptions}; value: ExecResult};
	close: {ask: {sandbox: string}; value: Nothing};
	event: {ask: {event: NewEvent}; value: Nothing};
};
export type CallName = keyof Calls;
export type Ask = {[Name in CallName]: {call: Name} & Calls[Name]['ask']}[CallName];
export type Value = Calls[CallName]['value'];
/** Asks, and gives the answer. @throws NetlockError, of the kind and with the words of whoever was asked */
export type Call = <Name extends CallName>(name: Name, ask: Calls[Name]['ask']) => Promise<Calls[Name]['value']>;
export type Reply<Name extends CallName = CallName> =
	| {ok: true; value: Calls[Name]['value']}
	| {ok: false; error: SentError};

/** An error, as far as it crosses from one thread to another. */
export type SentError = Pick<NetlockError, 'kind' | 'name' | 'shortMessage' | 'message'>;

const sent = (error: unknown): SentError => {
	const {kind, name, shortMessage, message} =
		asKnown(error) ?? new NetlockError('harness', shortMessageOf(error), String((error as Error)?.stack ?? ''));
	return {kind, name, shortMessage, message};
};

/** The error anew, on the other side: of the same kind and name, with the same words. */
export const received = ({kind, name, shortMessage, message}: SentError): NetlockError =>
	Object.assign(new NetlockError(kind, shortMessage), {name, message});

/** How work ended, as it crosses from one thread to another. */
export const replyOf = async (work: Promise<Value>): Promise<Reply> => {
	try {
		return {ok: true, value: await work};
	} catch (error) {
		return {ok: false, error: sent(error)};
	}
};
