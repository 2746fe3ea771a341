// Describes causes for every report: what is wrong, which party must mend it, how many cells it explains, and what
// narrows it down.
import type {Cause, CauseChange} from '../model/cause.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {causesOf} from '../results/causes/causes.ts';
import {counted} from '../support/counted.ts';
import {describeSince} from './since.ts';
import {type Status, statuses, statusOf} from './status.ts';

/** A cause with its description and its unexpected cells, the example first. */
export type UnexpectedCause = {cause: Cause; account: string; cells: CellResult[]; status: Status};

const worst = (cells: readonly CellResult[]): Status =>
	statuses.find(status => cells.some(cell => statusOf(cell) === status)) ?? 'fail';

/** Causes that fail the run, in order. Cells that known issues explain are listed with the known issues. */
export const unexpectedCauses = (results: Results): UnexpectedCause[] => {
	const byId = new Map(results.cells.map(cell => [cell.id, cell]));
	const causes = results.causes ?? causesOf(results);
	return causes
		.filter(({unexpected}) => unexpected > 0)
		.map(cause => {
			const rank = ({id}: CellResult) => Number(id !== cause.exemplar);
			const cells = cause.cells
				.flatMap(id => byId.get(id) ?? [])
				.filter(({unexpected}) => unexpected)
				.toSorted((a, b) => rank(a) - rank(b));
			return {cause, account: describeCause(cause, causes), cells, status: worst(cells)};
		});
};

/** `2 causes`, or `1 cause and 1 possible consequence`: follows a count of cells. */
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

/** `35 cells, only nftables`, and other properties of the cause. `causes`: all of the run. */
export const describeCause = (cause: Cause, causes: readonly Cause[]): string => {
	const {unexpected, untouched, knownIssues, possibly, since, builds} = cause;
	const stronger = causes.find(({id, builds: others}) => id === possibly && others.some(each => builds.includes(each)));
	return [
		counted(unexpected, 'cell'),
		...untouched,
		...knownIssues.map(id => `in other cells known as ${id}`),
		...(possibly === undefined ? [] : [`possibly a consequence of "${stronger?.title ?? possibly}"`]),
		...(since === undefined ? [] : [describeSince(since)]),
	].join(', ');
};

const changeOf = ({before, after}: CauseChange, [was, is]: readonly [string, string]): string => {
	if (before === 0) return `new ${is}: ${counted(after, 'cell')}`;
	if (after === 0) return `gone ${is}: ${counted(before, 'cell')} ${was}`;
	return `${counted(before, 'cell')} ${was}, ${after} ${is}`;
};

/** A title for each cause, and a line such as `crun: new in the second run: 35 cells`. `sides`: the names of both. */
export const causeChangeLines = (
	changes: readonly CauseChange[],
	sides: readonly [string, string],
): {title: string; account: string}[] =>
	changes.map(change => ({title: change.title, account: `${blamed(change)}: ${changeOf(change, sides)}`}));
