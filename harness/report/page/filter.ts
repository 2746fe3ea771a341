// Finds the cells that match a search and its filters.
import type {CellHead, Frame} from '../page-data.ts';
import type {Filters} from './address.ts';
import {frame, idOf, scenarioOf} from './store.ts';

const causesOf = ({causes = []}: CellHead): Frame['causes'] => causes.flatMap(number => frame.causes[number - 1] ?? []);

let texts: string[] | undefined;

/** The text that a search looks through: id, scenario, verdict, cause, known issue. */
const textOfCell = (index: number): string => {
	texts ??= frame.cells.map(cell =>
		[
			idOf(cell),
			scenarioOf(cell.scenario)?.title,
			cell.status,
			cell.unexpected && 'unexpected',
			cell.flaky && 'flaky',
			cell.verdict,
			cell.issue,
			...causesOf(cell).flatMap(({title, party}) => [title, party]),
		]
			.filter(Boolean)
			.join('\n')
			.toLowerCase(),
	);
	return texts[index] ?? '';
};

let different: Set<string> | undefined;
const placeOf = ({image, lock, scenario}: CellHead): string => `${image}\n${lock}\n${scenario}`;

/** Coordinates at which two builds have different outcomes. */
const differing = (): Set<string> => {
	if (different) return different;
	const seen = new Map<string, string>();
	different = new Set();
	for (const cell of frame.cells) {
		const place = placeOf(cell);
		const before = seen.get(place);
		if (before !== undefined && before !== cell.status) different.add(place);
		seen.set(place, before ?? cell.status);
	}
	return different;
};

export const isFiltered = (filters: Filters): boolean => Object.values(filters).some(Boolean);

/** For each cell, whether it matches. */
export const matching = ({q, differs, outcome, cause, party, ...same}: Filters): boolean[] => {
	const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const equal = Object.entries(same) as [keyof typeof same, string][];
	return frame.cells.map(
		(cell, index) =>
			equal.every(([name, value]) => !value || cell[name] === value) &&
			(!outcome || cell.status === outcome || (outcome === 'unexpected' && cell.unexpected === true)) &&
			(!cause || cell.causes?.includes(Number(cause)) === true) &&
			(!party || causesOf(cell).some(each => each.party === party)) &&
			(!differs || differing().has(placeOf(cell))) &&
			words.every(word => textOfCell(index).includes(word)),
	);
};

/** Cells for the keys "next" and "previous": unexpected ones, else known failures, in the order of causes. */
export const failures = (fits: readonly boolean[]): number[] => {
	const left = frame.cells.flatMap((cell, index) => (fits[index] ? [{cell, index}] : []));
	const unexpected = left.filter(({cell}) => cell.unexpected);
	const known = left.filter(({cell}) => cell.status === 'known failure');
	return (unexpected.length > 0 ? unexpected : known)
		.toSorted((a, b) => (a.cell.causes?.[0] ?? 0) - (b.cell.causes?.[0] ?? 0))
		.map(({index}) => index);
};
