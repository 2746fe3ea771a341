// What test processes ask of the shared worker: it alone talks to the engine, and it alone writes the event log.
import type {ExecOptions, ExecResult} from '../engine/exec.ts';
import type {NewEvent} from '../results/events.ts';
import type {RunPlan} from '../run/plan-file.ts';

export type Calls = {
	plan: {ask: Record<string, never>; answer: RunPlan};
	/** Waits for a free place, then opens a sandbox for a cell. */
	open: {ask: {cell: string}; answer: {sandbox: string; waited: number}};
	/** Opens another sandbox for a cell, of another image, within the place that it has. */
	further: {ask: {sandbox: string; cell: string; image: string}; answer: {sandbox: string}};
	/** Copies folders from one sandbox to another, as `tar` sees them: paths below `/`. */
	carry: {ask: {from: string; to: string; folders: readonly string[]}; answer: Record<string, never>};
	exec: {ask: {sandbox: string; argv: readonly string[]; options: ExecOptions}; answer: ExecResult};
	close: {ask: {sandbox: string}; answer: Record<string, never>};
	event: {ask: {event: NewEvent}; answer: Record<string, never>};
};
export type CallName = keyof Calls;
export type Ask = {[Name in CallName]: {call: Name} & Calls[Name]['ask']}[CallName];
export type Answer<Name extends CallName = CallName> =
	| {ok: true; value: Calls[Name]['answer']}
	| {ok: false; name: string; shortMessage: string; message: string};
