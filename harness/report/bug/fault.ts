// What a script is to look for: the operation that first showed the fault, on its layer, with what was expected and seen.
import {type Layer, type Lock, type Method, methods} from '../../model/axes.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';
import type {Results} from '../../model/results.ts';
import {exceptionsOf, layersSeen, methodOf, type Observation} from '../expected.ts';

export type Fault = {
	layer: Layer;
	/** All that was run, the faulty operation last. */
	operations: readonly OperationEvidence[];
	/** What CRIU was to use. */
	method: Method;
	lock: Lock;
	told: CellResult['told'];
	/** A word of the layer: a method, `absent`, `no lock`, `exit 0`. */
	expected: string;
	/** CRIU's stage, in the kernel layer. */
	stage?: string | undefined;
};

/** Why no script shows it. */
export type Unshown = {why: string};

const fieldPrefix = 'field 64: ';
const plain = (text: string): string => (text.startsWith(fieldPrefix) ? text.slice(fieldPrefix.length) : text);

const differs = ({expected, seen}: Observation): boolean => expected !== undefined && expected !== seen;

const found = (cell: CellResult, results: Results): {column: number; observation: Observation} | undefined => {
	const layer = layersSeen(cell, results, exceptionsOf(results)).find(each => each.layer === cell.layer);
	const all = (layer?.columns ?? []).flatMap((observations, column) =>
		observations.map(observation => ({column, observation})),
	);
	return all.find(({observation}) => observation.wrong && differs(observation));
};

/** A scenario goes no further than the operation that does not end as it should; before it all did, refusals too. */
const expectedEnd = (operations: readonly OperationEvidence[]): string =>
	operations.at(-1)?.exit === 0 ? 'a refusal' : 'exit 0';

/** What a script can repeat: one container of a runtime, in one place, with its own id. */
const unrepeatable = ({command, place}: OperationEvidence): string | undefined => {
	if (place !== undefined) return `the restore was in another place, ${place}`;
	const words = command.split(' ');
	if (!/^(crun|runc)$/.test(words[0] ?? '')) return `it is run by ${words[0]}`;
	return words.at(-1) === 'netlock' ? undefined : 'more than one container is in it';
};

export const faultOf = (cell: CellResult, results: Results): Fault | Unshown => {
	const {layer, outcome, evidence, lock, told} = cell;
	const all = evidence?.operations ?? [];
	if (outcome !== 'fail' || layer === undefined) return {why: 'the cell does not fail on a layer'};
	if (all.length === 0) return {why: 'no operation was run'};
	const reason = all.map(unrepeatable).find(each => each !== undefined);
	if (reason !== undefined) return {why: reason};
	const method = methodOf(cell, results);
	if (method === undefined) return {why: 'CRIU’s default lock is not known'};
	const base = {layer, method, lock, told};
	if (layer === 'exit') return {...base, operations: all, expected: expectedEnd(all)};
	const packets = {
		...base,
		layer: 'behaviour',
		operations: all,
		expected: method === 'skip' ? 'answered' : 'dropped',
	} as const;
	if (layer === 'behaviour') return packets;
	const wrong = found(cell, results);
	// Rules that are there in part let packets through.
	if (wrong === undefined && layer === 'kernel') return packets;
	if (wrong === undefined) return {why: `the ${layer} layer is judged by more than the lock’s name`};
	const {column, observation} = wrong;
	const expected = plain(observation.expected ?? '');
	if (observation.at?.startsWith('after,')) return {why: 'the lock is outside of the container’s network namespace'};
	if (layer !== 'kernel' && ![...methods, 'absent'].includes(expected)) return {why: `${expected} is no lock`};
	return {...base, operations: all.slice(0, column + 1), expected, stage: observation.at};
};
