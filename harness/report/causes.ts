// Causes as every report tells them, before any cell: what is wrong, who has to mend it, how many cells, and what narrows it down.
import type {Cause, CauseChange} from '../model/cause.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {causesOf} from '../results/causes/causes.ts';
import {counted} from '../support/counted.ts';
import {describeSince} from './since.ts';
import {type Status, statuses, statusOf} from './status.ts';

/** A cause with its unexpected cells, the exemplary one first. */
export type ToldCause = {cause: Cause; cells: CellResult[]; status: Status};

const worst = (cells: readonly CellResult[]): Status =>
	statuses.find(status => cells.some(cell => statusOf(cell) === status)) ?? 'fail';

/** Those that make the run fail, in order; what known issues explain is told with them. */
export const unexpectedCauses = (results: Results): ToldCause[] => {
	const byId = new Map(results.cells.map(cell => [cell.id, cell]));
	return (results.causes ?? causesOf(results))
		.filter(({unexpected}) => unexpected > 0)
		.map(cause => {
			const rank = ({id}: CellResult) => Number(id !== cause.exemplar);
			const cells = cause.cells
				.flatMap(id => byId.get(id) ?? [])
				.filter(({unexpected}) => unexpected)
				.toSorted((a, b) => rank(a) - rank(b));
			return {cause, cells, status: worst(cells)};
		});
};

/** `2 causes`, or `1 cause and 1 possible consequence`: what a count of cells is followed by. */
export const countCauses = (causes: readonly Pick<Cause, 'possibly'>[]): string => {
	const consequences = causes.filter(({possibly}) => possibly !== undefined).length;
	const own = counted(causes.length - consequences, 'cause');
	return consequences === 0 ? own : `${own} and ${counted(consequences, 'possible consequence')}`;
};

const toBlame: Record<Cause['party'], (name: string) => string> = {
	runtime: name => name,
	CRIU: () => 'CRIU',
	kernel: () => 'the kernel',
	tool: name => name,
	image: () => 'the image',
	harness: () => 'netlock',
	machine: () => 'the machine',
};

export const blamed = ({party, name}: Pick<Cause, 'party' | 'name'>): string => toBlame[party](name);

/** `35 cells, only nftables`, and what else is known of it. */
export const describeCause = (cause: Cause): string => {
	const {unexpected, untouched, knownIssues, possibly, since} = cause;
	return [
		counted(unexpected, 'cell'),
		...untouched,
		...knownIssues.map(id => `in other cells known as ${id}`),
		...(possibly === undefined ? [] : [`possibly a consequence of ${possibly}`]),
		...(since === undefined ? [] : [describeSince(since)]),
	].join(', ');
};

const whatBecame = ({before, after}: CauseChange, [was, is]: readonly [string, string]): string => {
	if (before === 0) return `new ${is}: ${counted(after, 'cell')}`;
	if (after === 0) return `gone ${is}: ${counted(before, 'cell')} ${was}`;
	return `${counted(before, 'cell')} ${was}, ${after} ${is}`;
};

/** A title each, and `crun: new in the second run: 35 cells`. `sides`: what both are called. */
export const causeChangeLines = (
	changes: readonly CauseChange[],
	sides: readonly [string, string],
): {title: string; account: string}[] =>
	changes.map(change => ({title: change.title, account: `${blamed(change)}: ${whatBecame(change, sides)}`}));
