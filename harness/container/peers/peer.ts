// Runs a peer as a process in the sandbox: starts it in the background, reads its transcript, signals it. Source:
// images/tools/peer.c.

import {peerSummary} from '../../evidence/transcript.ts';
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

const started = new WeakMap<CellContext, number>();

/** New names for peers of this cell. The files of a peer are /cell/<name>.{jsonl,log,pid}. */
const nextNames = (context: CellContext, count: number): string[] => {
	const turn = started.get(context) ?? 0;
	started.set(context, turn + count);
	return Array.from({length: count}, (_, index) => `peer.${turn + index + 1}`);
};

export type PeerWords = {
	/** Default: `peer`. */
	program?: 'peer' | 'packets';
	/** Words before the path of the transcript, which netlock adds. */
	command: readonly string[];
	/** Words after the path of the transcript. */
	options?: readonly string[];
	/** Network namespace of the peer. Default: the sandbox's own. */
	namespace?: string;
	/** How many peers. Default: 1. */
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

/** The last line of each peer's transcript. Empty if there is none yet. */
export const lastLines = async ({sandbox}: CellContext, peers: readonly string[]): Promise<string[]> => {
	const script = 'for name do tail -n 1 "/cell/$name.jsonl" 2>/dev/null | tr -d "\\n"; echo; done';
	const {stdout} = await sandbox.exec(['sh', '-c', script, 'sh', ...peers]);
	return text(stdout).split('\n').slice(0, peers.length);
};

/** Each peer's whole transcript, with the stamp of its start. */
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

/**
 * Waits until the last line of each transcript satisfies `reached`. A peer that has ended does not get there any more.
 * @throws EvidenceMissing
 */
export const waitForPeers = async (
	context: CellContext,
	peers: readonly string[],
	{reached, missing}: {reached: (line: string) => boolean; missing: string},
): Promise<void> => {
	let lines: string[] = [];
	const look = async (): Promise<'reached' | 'ended' | undefined> => {
		lines = await lastLines(context, peers);
		if (lines.length === peers.length && lines.every(reached)) return 'reached';
		return lines.some(line => peerSummary(line) !== undefined && !reached(line)) ? 'ended' : undefined;
	};
	if ((await until(look, {limitMs: limits.peerStartMs})) !== 'reached') {
		throw new EvidenceMissing(missing, lines.join('\n'));
	}
};

/**
 * TERM: the peer stops sending, and writes a summary once all bytes are back. STOP and CONT: the peer pauses and
 * continues. USR1 and USR2: a round of packets.
 */
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
