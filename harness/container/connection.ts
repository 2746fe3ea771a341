// An established connection, and what its peer saw: the fourth layer.
import {setTimeout as sleep} from 'node:timers/promises';
import {type PeerSummary, peerSummary} from '../evidence/transcript.ts';
import type {PeerEvidence} from '../results/schema.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';
import {type Lab, shell} from './lab.ts';
import {waitForWorkload} from './state.ts';

const transcript = '/work/peer.jsonl';

/** Milliseconds that the peer may take to get back what it is still owed: retransmissions back off while locked. */
const settleLimit = 20_000;

export type Connection = {
	/** Every byte that was sent, before, during and after, came back once and in order; no reset. */
	isIntact: () => Promise<void>;
	/** The peer stops sending, and reading, until `resumes`. */
	pauses: () => Promise<void>;
	resumes: () => Promise<void>;
	/** The peer was reset: what happens to a connection that nothing protects while its socket is gone. */
	wasReset: () => Promise<void>;
};

const readTranscript = async ({sandbox}: Lab): Promise<string> => {
	const {stdout} = await sandbox.exec(['sh', '-c', `cat ${transcript} 2>/dev/null || true`]);
	return Buffer.from(stdout).toString('utf8');
};

const keep = (lab: Lab, topology: PeerEvidence['topology'], summary: PeerSummary): void => {
	const {sent, received, corrupt, error, longestGapMs} = summary;
	lab.evidence.peer = {topology, sent, received, corrupt, longestGap: longestGapMs, ...(error !== null && {error})};
};

const signal = (lab: Lab, name: 'TERM' | 'STOP' | 'CONT'): Promise<unknown> =>
	shell(lab, 'kill -"$1" "$(cat /work/peer.pid)" 2>/dev/null || true', name);

/** Tells the peer to stop sending, and waits for its summary. */
const settle = async (lab: Lab): Promise<PeerSummary> => {
	await signal(lab, 'TERM');
	const deadline = performance.now() + settleLimit;
	while (performance.now() < deadline) {
		const summary = peerSummary(await readTranscript(lab));
		if (summary) {
			keep(lab, 'veth', summary);
			return summary;
		}
		await sleep(100);
	}
	throw new EvidenceMissing('the peer wrote no summary', await readTranscript(lab));
};

const account = ({sent, received, corrupt, longestGapMs}: PeerSummary): string =>
	`${received} of ${sent} bytes came back, ${corrupt} wrong, longest silence ${longestGapMs} ms`;

const whatIsWrong = (summary: PeerSummary): string | undefined => {
	if (summary.error !== null) return `the peer's connection ended with ${summary.error}`;
	if (summary.corrupt > 0) return 'bytes came back wrong or out of order';
	if (summary.received !== summary.sent) return 'bytes were lost';
	return summary.sent === 0 ? 'the peer sent nothing' : undefined;
};

const connection = (lab: Lab): Connection => ({
	pauses: async () => {
		await signal(lab, 'STOP');
	},
	resumes: async () => {
		await signal(lab, 'CONT');
	},
	isIntact: async () => {
		const summary = await settle(lab);
		const problem = whatIsWrong(summary);
		if (problem !== undefined) throw new Disagreement('behaviour', `${problem}: ${account(summary)}`);
	},
	wasReset: async () => {
		const summary = await settle(lab);
		if (summary.error === 'ECONNRESET') return;
		throw new Disagreement(
			'behaviour',
			`the peer was to be reset, but saw ${summary.error ?? 'no error'}: ${account(summary)}`,
		);
	},
});

/** Starts the peer in the sandbox and waits until bytes flow both ways. */
export const connectPeer = async (lab: Lab, instance: Instance, address: string, port: number): Promise<Connection> => {
	const script = `/opt/netlock/bin/peer connect ${address} ${port} ${transcript} </dev/null >/work/peer.log 2>&1 & echo $! > /work/peer.pid`;
	await shell(lab, script);
	const flowing = await waitForWorkload(lab, instance, ({received}) => received > 0);
	if (!flowing) throw new EvidenceMissing('the peer did not connect', await readTranscript(lab));
	return connection(lab);
};
