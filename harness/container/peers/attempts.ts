// Tries new connections while the container runs, while it is dumped, and afterwards: the network answers or drops
// them.

import {z} from 'zod';
import {limits} from '../../support/limits.ts';
import {parseJson} from '../../support/parse-json.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import {type CellContext, run} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {startPeers} from './peer.ts';

/** CRIU's own mark: packets with it pass the lock (CRIU soccr/soccr.h, SOCCR_MARK). */
const criuMark = '0xC114';

// A loaded machine answers late. A locked network never answers.
const {probeAnswerMs: answerLimitMs} = limits;
// A locked network uses all of this time, so NETLOCK_TIMEOUT_FACTOR does not apply.
const dropLimitMs = 1000;

const probed = z.object({
	result: z.enum(['connected', 'refused', 'timeout', 'reset', 'unreachable']),
	ms: z.number(),
});
type Probed = z.infer<typeof probed>;

export type Attempts = {
	/** Asserts that every attempt is answered: the network is not locked. */
	areAnswered: () => Promise<void>;
	/** Asserts that no attempt is answered: packets are dropped, neither accepted nor refused. */
	areDropped: () => Promise<void>;
};

export type AttemptsOf = {
	/**
	 * From the sandbox to the container's addresses, each to a port on which nothing listens. An open network answers
	 * with a refusal.
	 */
	attemptsFromOutside: () => Attempts;
	/**
	 * Inside the network namespace that outlives the container, to a listener that sends all packets with CRIU's mark.
	 */
	attemptsFromInside: () => Promise<{marked: Attempts; unmarked: Attempts}>;
};

type Target = {
	where: string;
	address: string;
	port: number;
	namespace?: string;
	mark?: string;
	/** The answer of an open network. */
	answer: Probed['result'];
};

const probe = async (context: CellContext, target: Target, limitMs: number): Promise<Probed> => {
	const {address, port, namespace, mark} = target;
	const enter = namespace === undefined ? [] : ['nsenter', `--net=${namespace}`];
	const words = [...(mark === undefined ? [] : ['--mark', mark]), '--timeout', String(limitMs)];
	const argv = [...enter, '/opt/netlock/bin/peer', 'probe', address, String(port), ...words];
	const {exit, stdout, stderr} = await run(context, argv);
	if (exit !== 0) throw new EvidenceMissing(`the attempt ${target.where} could not be made`, stderr);
	const found = parseJson(text(stdout), probed);
	if (found !== undefined) return found;
	throw new EvidenceMissing(`the attempt ${target.where} has no result`, text(stdout).slice(0, 200));
};

/** Waits until a listener that was just started listens. Before that, an answer says nothing about the network. */
const untilListening = async (context: CellContext, target: Target): Promise<void> => {
	const answers = async (): Promise<boolean> => (await probe(context, target, answerLimitMs)).result === 'connected';
	if (await until(answers, {limitMs: limits.peerStartMs})) return;
	throw new EvidenceMissing(`the listener does not answer ${target.where}`);
};

const expectEach = async (
	context: CellContext,
	targets: readonly Target[],
	wanted: 'answer' | 'drop',
): Promise<void> => {
	const limitMs = wanted === 'drop' ? dropLimitMs : answerLimitMs;
	const found = await Promise.all(targets.map(async target => ({target, seen: await probe(context, target, limitMs)})));
	for (const {target, seen} of found) {
		const expected = wanted === 'drop' ? 'timeout' : target.answer;
		if (seen.result === expected) continue;
		const words = `a new connection ${target.where} was to be ${wanted === 'drop' ? 'dropped' : expected}`;
		throw new Disagreement('behaviour', `${words}, but after ${Math.round(seen.ms)} ms: ${seen.result}`);
	}
};

const attempts = (context: CellContext, targets: readonly Target[]): Attempts => ({
	areAnswered: () => expectEach(context, targets, 'answer'),
	areDropped: () => expectEach(context, targets, 'drop'),
});

const [closedPort, markedPort] = [7999, 7998];

export const attemptsOf = (context: CellContext, {topology}: Instance): AttemptsOf => ({
	attemptsFromOutside: () => {
		const addresses = [topology.address, topology.address6].filter(each => each !== undefined);
		if (addresses.length === 0) throw new EvidenceMissing('nothing outside reaches this network');
		return attempts(
			context,
			addresses.map(address => ({where: `to ${address}`, address, port: closedPort, answer: 'refused'})),
		);
	},
	attemptsFromInside: async () => {
		const {network} = topology;
		if (network.kind !== 'path') throw new EvidenceMissing('this network does not outlive the container');
		const namespace = network.path;
		const options = ['--mark', criuMark];
		await startPeers(context, {command: ['listen', String(markedPort)], options, namespace});
		const inside = {address: '127.0.0.1', port: markedPort, namespace, answer: 'connected' as const};
		await untilListening(context, {...inside, where: 'before anything is locked'});
		const unmarked = attempts(context, [{...inside, where: 'without a mark'}]);
		const marked = attempts(context, [{...inside, where: 'with CRIU’s mark', mark: criuMark}]);
		return {marked, unmarked};
	},
});
