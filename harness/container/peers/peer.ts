// The peer as a process in the sandbox: started in the background, read while it runs, told to end. Source: images/tools/peer.c.

import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

const started = new WeakMap<CellContext, number>();

/** Names that no other peer of this cell has; a peer's files are /cell/<name>.{jsonl,log,pid}. */
const nextNames = (context: CellContext, count: number): string[] => {
	const turn = started.get(context) ?? 0;
	started.set(context, turn + count);
	return Array.from({length: count}, (_, index) => `peer.${turn + index + 1}`);
};

export type PeerWords = {
	/** Default: `peer`. */
	program?: 'peer' | 'packets';
	/** Words before the transcript, which the harness names. */
	command: readonly string[];
	/** Words after it. */
	options?: readonly string[];
	/** Network namespace to run in; the sandbox's own by default. */
	namespace?: string;
	/** How many of them; default 1. */
	count?: number;
};

const start = `program=$1 namespace=$2 words=$3 options=$4
	shift 4
	[ -z "$namespace" ] || enter="nsenter --net=$namespace"
	for name do
		/opt/netlock/bin/stamp > "/cell/$name.began"
		$enter "/opt/netlock/bin/$program" $words "/cell/$name.jsonl" $options </dev/null >"/cell/$name.log" 2>&1 &
		echo $! > "/cell/$name.pid"
	done`;

/** Starts peers in the background and gives their names. */
export const startPeers = async (context: CellContext, words: PeerWords): Promise<string[]> => {
	const {program = 'peer', command, options = [], namespace = '', count = 1} = words;
	const names = nextNames(context, count);
	await shell(context, start, program, namespace, command.join(' '), options.join(' '), ...names);
	return names;
};

/** The last line of each peer's transcript; empty while there is none. */
export const lastLines = async ({sandbox}: CellContext, peers: readonly string[]): Promise<string[]> => {
	const script = 'for name do tail -n 1 "/cell/$name.jsonl" 2>/dev/null | tr -d "\\n"; echo; done';
	const {stdout} = await sandbox.exec(['sh', '-c', script, 'sh', ...peers]);
	return text(stdout).split('\n').slice(0, peers.length);
};

/** Each peer's whole transcript, and when it started, as a stamp. */
export const transcripts = async (
	{sandbox}: CellContext,
	peers: readonly string[],
): Promise<{began: string; transcript: string}[]> => {
	const script = 'for name do cat "/cell/$name.began" "/cell/$name.jsonl" 2>/dev/null; echo; echo; done';
	const {stdout} = await sandbox.exec(['sh', '-c', script, 'sh', ...peers]);
	return text(stdout)
		.split('\n\n')
		.slice(0, peers.length)
		.map(each => {
			const [began = '', ...lines] = each.trim().split('\n');
			return {began, transcript: lines.join('\n')};
		});
};

/** Waits until the last line of each transcript satisfies `reached`. @throws EvidenceMissing */
export const waitForPeers = async (
	context: CellContext,
	peers: readonly string[],
	{reached, missing}: {reached: (line: string) => boolean; missing: string},
): Promise<void> => {
	let lines: string[] = [];
	const allReached = async (): Promise<boolean> => {
		lines = await lastLines(context, peers);
		return lines.length === peers.length && lines.every(reached);
	};
	if (!(await until(allReached, {limitMs: limits.peerStartMs}))) throw new EvidenceMissing(missing, lines.join('\n'));
};

/** TERM: sends no more, and writes a summary once all is back; STOP and CONT: silence, and its end; USR1 and USR2: a round of packets. */
export const signalPeers = (
	context: CellContext,
	peers: readonly string[],
	name: 'TERM' | 'STOP' | 'CONT' | 'USR1' | 'USR2',
): Promise<unknown> =>
	shell(
		context,
		'n=$1; shift; for name do kill -"$n" "$(cat "/cell/$name.pid")" 2>/dev/null || true; done',
		name,
		...peers,
	);
