// Puts seen beside expected, layer by layer. The expected values are those of a plain cycle. If a cell of the same
// scenario and lock passes with another value, the scenario asks for that value, and no value is marked as wrong.
import {describeFlows} from '../evidence/packets.ts';
import {asText} from '../evidence/sent-fields.ts';
import {type Layer, type Lock, type Method, methods} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Evidence, OperationEvidence} from '../model/evidence.ts';
import {methodFor} from '../model/method.ts';
import type {ProbedFlow} from '../model/packets.ts';
import type {Results} from '../model/results.ts';
import {describeExit, describePeer, describeRequest, describeWorkload} from './describe-evidence.ts';

/** One observation. */
export type Observation = {
	/** CRIU's stage, in the kernel layer. */
	at?: string | undefined;
	expected?: string | undefined;
	seen: string;
	/** The objects that prove it. */
	more?: readonly string[] | undefined;
	/** Every option of a request, in small print. For a cell that passed, only results.json has them. */
	fine?: readonly string[] | undefined;
	wrong?: true | undefined;
};

/** The observations of a layer, one list per operation. Behaviour belongs to the whole cell and has one list. */
export type LayerSeen = {layer: Layer; wrong?: true | undefined; columns: Observation[][]};

const noLock = 'no lock';
const lockWord = (method: Method | undefined): string | undefined => (method === 'skip' ? noLock : method);

/** The lock that the command line names, in either spelling. `absent`: it names none. */
const askedBy = (command: string): Method | 'absent' | undefined => {
	const [, word] = /--network-lock[= ]'?([\w-]+)/.exec(command) ?? [];
	return word === undefined ? 'absent' : methods.find(method => method === word);
};

/** The method that CRIU had to use. Undefined when its default is not known. */
export const methodOf = (cell: CellResult, {images, builds}: Results): Method | undefined => {
	const criu =
		builds.find(({id}) => id === cell.runtime)?.criu?.facts[cell.image] ??
		images.find(({id}) => id === cell.image)?.facts?.criu;
	return criu ? methodFor(cell.lock, {criu}) : methods.find(method => method === cell.lock);
};

const stageLock = (operation: OperationEvidence, stage: string, method: Method | undefined): string | undefined => {
	if (stage === 'network-lock' || stage === 'pre-resume') return noLock;
	if (stage.startsWith('after')) return operation.operation === 'restore' ? noLock : undefined;
	return lockWord(method);
};

const requestSeen = ({request, command, fields}: OperationEvidence, passed: boolean): Observation[] => {
	const seen = describeRequest(request);
	const fine = passed ? undefined : fields?.map(asText);
	return seen === undefined ? [] : [{expected: describeRequest(askedBy(command)), seen, ...(fine && {fine})}];
};

const kernelSeen = (operation: OperationEvidence, method: Method | undefined): Observation[] => {
	const {kernel = [], makers = []} = operation;
	const stages = kernel.map(
		({stage, locks, objects, differences = []}): Observation => ({
			at: stage,
			expected: stageLock(operation, stage, method),
			seen: locks.join(', ') || noLock,
			more: [...objects, ...differences],
		}),
	);
	return makers.length === 0 ? stages : [...stages, {seen: `put there by ${makers.join(', ')}`}];
};

/** How many kinds of packets passed, and which, if not all did. */
const packetsSeen = (packets: readonly ProbedFlow[], round: 'before' | 'held' | 'after'): Observation => {
	const asked = packets.filter(each => each[round] !== undefined);
	const passed = asked.filter(each => each[round]);
	const kinds = Map.groupBy(passed, ({protocol, direction}) => `${protocol} ${direction}`);
	return {
		at: {before: 'before', held: 'while dumped', after: 'after'}[round],
		seen: `${passed.length} of ${asked.length} kinds of packets came through`,
		more: passed.length === asked.length ? undefined : [...kinds.values()].map(describeFlows),
	};
};

/** `isCounted`: the bytes were waited for. Of a cell that ended before, some are under way, or held back as they ought to be. */
const behaviourSeen = ({peer, workload, packets = []}: Evidence, isCounted: boolean): Observation[] => [
	...(['before', 'held', 'after'] as const)
		.filter(round => packets.some(each => each[round] !== undefined))
		.map(round => packetsSeen(packets, round)),
	...(peer
		? [
				{
					expected: 'connection alive, each byte back once',
					seen: describePeer(peer),
					wrong:
						peer.error !== undefined || peer.corrupt > 0 || (isCounted && peer.received !== peer.sent)
							? (true as const)
							: undefined,
				},
			]
		: []),
	...(workload
		? [
				{
					expected: 'the counter goes on',
					seen: describeWorkload(workload),
					wrong: workload.after <= workload.before ? (true as const) : undefined,
				},
			]
		: []),
];

/** Compares with the plain cycle: each observation that differs is wrong. */
const byRule = (cell: CellResult, evidence: Evidence, results: Results): LayerSeen[] => {
	const {operations} = evidence;
	const method = methodOf(cell, results);
	const differs = (observed: Observation): Observation =>
		observed.expected === undefined || observed.expected === observed.seen ? observed : {...observed, wrong: true};
	const exitSeen = (operation: OperationEvidence): Observation[] => {
		const seen = describeExit(operation);
		return [operation.exit === 0 ? {seen} : {expected: 'exit 0', seen, wrong: true}];
	};
	const recordSeen = ({record, exit}: OperationEvidence): Observation[] =>
		record === undefined ? [] : [{expected: exit === 0 ? method : undefined, seen: record}];
	return [
		{layer: 'request', columns: operations.map(each => requestSeen(each, cell.outcome === 'pass').map(differs))},
		{layer: 'exit', columns: operations.map(exitSeen)},
		{layer: 'record', columns: operations.map(each => recordSeen(each).map(differs))},
		{layer: 'kernel', columns: operations.map(each => kernelSeen(each, method).map(differs))},
		{layer: 'behaviour', columns: [behaviourSeen(evidence, cell.outcome === 'pass' || cell.layer === 'behaviour')]},
	];
};

/** Observations that differ from the plain cycle although cells with them pass. */
export type Exceptions = ReadonlySet<string>;

type Place = {scenario: string; lock: Lock; layer: Layer; column: number};

// On these two layers the text contains numbers, so only the position counts.
const keyOf = ({scenario, lock, layer, column}: Place, {at, seen}: Observation): string =>
	[scenario, lock, layer, column, ...(layer === 'exit' || layer === 'behaviour' ? [] : [at, seen])].join('\n');

export const exceptionsOf = (results: Results): Exceptions => {
	const keys = new Set<string>();
	for (const cell of results.cells) {
		if (cell.outcome !== 'pass' || cell.evidence === undefined) continue;
		for (const {layer, columns} of byRule(cell, cell.evidence, results)) {
			for (const [column, observations] of columns.entries()) {
				for (const each of observations) if (each.wrong) keys.add(keyOf({...cell, layer, column}, each));
			}
		}
	}
	return keys;
};

/** Every layer of a cell, with the wrong ones marked. The layer of the verdict is always marked. */
export const layersSeen = (cell: CellResult, results: Results, exceptions: Exceptions): LayerSeen[] => {
	if (cell.evidence === undefined) return [];
	return byRule(cell, cell.evidence, results).map(({layer, columns}) => {
		const judged = columns.map((observations, column) =>
			observations.map(each =>
				each.wrong && exceptions.has(keyOf({...cell, layer, column}, each))
					? {...each, expected: undefined, wrong: undefined}
					: each,
			),
		);
		const isWrong = judged.flat().some(({wrong}) => wrong) || (layer === cell.layer && cell.outcome !== 'pass');
		return {layer, columns: judged, ...(isWrong && {wrong: true})};
	});
};
