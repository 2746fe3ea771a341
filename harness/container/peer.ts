// The peer as a process in the sandbox: started in the background, read while it runs, told to end. Source: images/tools/peer.c.
import {setTimeout as sleep} from 'node:timers/promises';
import {EvidenceMissing} from './errors.ts';
import {type Lab, shell} from './lab.ts';

const started = new WeakMap<Lab, number>();

/** A name that no other peer of this cell has; its files are /work/<name>.{jsonl,log,pid}. */
const nextName = (lab: Lab): string => {
	const turn = (started.get(lab) ?? 0) + 1;
	started.set(lab, turn);
	return `peer.${turn}`;
};

/** The transcript is the third word of `listen`, the fourth of `connect`: options follow it. */
export type PeerWords = {
	command: readonly string[];
	options?: readonly string[];
	/** Network namespace to run in; the sandbox's own by default. */
	namespace?: string;
};

const start = `name=$1 namespace=$2 words=$3 options=$4
	set -- /opt/netlock/bin/peer $words "/work/$name.jsonl" $options
	[ -z "$namespace" ] || set -- nsenter --net="$namespace" "$@"
	"$@" </dev/null >"/work/$name.log" 2>&1 & echo $! > "/work/$name.pid"`;

/** Starts a peer in the background and gives its name. */
export const startPeer = async (lab: Lab, {command, options = [], namespace = ''}: PeerWords): Promise<string> => {
	const name = nextName(lab);
	await shell(lab, start, name, namespace, command.join(' '), options.join(' '));
	return name;
};

/** The last line of each peer's transcript; empty while there is none. */
export const lastLines = async ({sandbox}: Lab, peers: readonly string[]): Promise<string[]> => {
	const script = 'for name do tail -n 1 "/work/$name.jsonl" 2>/dev/null | tr -d "\\n"; echo; done';
	const {stdout} = await sandbox.exec(['sh', '-c', script, 'sh', ...peers]);
	return Buffer.from(stdout).toString('utf8').split('\n').slice(0, peers.length);
};

/** Waits until the last line of each transcript satisfies `reached`. @throws EvidenceMissing after 15 s */
export const waitForPeers = async (
	lab: Lab,
	peers: readonly string[],
	{reached, missing}: {reached: (line: string) => boolean; missing: string},
): Promise<void> => {
	const deadline = performance.now() + 15_000;
	let lines: string[] = [];
	while (performance.now() < deadline) {
		lines = await lastLines(lab, peers);
		if (lines.length === peers.length && lines.every(reached)) return;
		await sleep(100);
	}
	throw new EvidenceMissing(missing, lines.join('\n'));
};

/** TERM: sends no more, and writes a summary once all is back; STOP and CONT: silence, and its end. */
export const signalPeers = (lab: Lab, peers: readonly string[], name: 'TERM' | 'STOP' | 'CONT'): Promise<unknown> =>
	shell(
		lab,
		'n=$1; shift; for name do kill -"$n" "$(cat "/work/$name.pid")" 2>/dev/null || true; done',
		name,
		...peers,
	);
