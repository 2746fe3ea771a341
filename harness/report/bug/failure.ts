// What a script must check: the operation that first showed the failure, its layer, what was expected and what was seen.
import {type Layer, type Lock, type Method, methods} from '../../model/axes.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';
import type {Results} from '../../model/results.ts';
import {exceptionsOf, layersSeen, methodOf, type Observation} from '../expected.ts';

export type Failure = {
	layer: Layer;
	/** All operations up to the one that shows the failure. */
	operations: readonly OperationEvidence[];
	/** The method that CRIU had to use. */
	method: Method;
	lock: Lock;
	told: CellResult['told'];
	/** A value of the layer: a method, `absent`, `no lock`, `exit 0`. */
	expected: string;
	/** CRIU's stage, in the kernel layer. */
	stage?: string | undefined;
};

/** Why no script can show the failure. */
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

/**
 * The exit that was expected of the last operation. A scenario stops at the first operation with a wrong exit, so all
 * operations before it ended as expected, also those that were refused.
 */
const expectedEnd = (operations: readonly OperationEvidence[]): string =>
	operations.at(-1)?.exit === 0 ? 'a refusal' : 'exit 0';

/**
 * Why a script cannot repeat an operation. It can repeat operations of one container of a runtime, in one image, with
 * its own id.
 */
const unrepeatable = ({command, place}: OperationEvidence): string | undefined => {
	if (place !== undefined) return `the restore was in another place, ${place}`;
	const words = command.split(' ');
	if (!/^(crun|runc)$/.test(words[0] ?? '')) return `it is run by ${words[0]}`;
	return words.at(-1) === 'netlock' ? undefined : 'more than one container is in it';
};

export const failureOf = (cell: CellResult, results: Results): Failure | Unshown => {
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
	// Incomplete rules let packets through.
	if (wrong === undefined && layer === 'kernel') return packets;
	if (wrong === undefined) return {why: `the ${layer} layer is judged by more than the lock’s name`};
	const {column, observation} = wrong;
	const expected = plain(observation.expected ?? '');
	if (observation.at?.startsWith('after,')) return {why: 'the lock is outside of the container’s network namespace'};
	if (layer !== 'kernel' && ![...methods, 'absent'].includes(expected)) return {why: `${expected} is no lock`};
	return {...base, operations: all.slice(0, column + 1), expected, stage: observation.at};
};
