// The cells of a bisection by name, from the plan of its first build.
import {ImageUnavailable} from '../engine/errors.ts';
import type {PlannedCell} from '../model/planned.ts';
import {UsageError} from '../model/usage-error.ts';

/**
 * Names of the cells that run in the first build. Other cells cannot be compared.
 * @throws UsageError, or ImageUnavailable when no cell can be compared
 */
export const comparableCells = (cells: readonly PlannedCell[], nameOf: (cell: PlannedCell) => string): string[] => {
	const names = cells.filter(({settled}) => settled === undefined || settled.outcome === 'fail').map(nameOf);
	if (names.length > 0) return names;
	const reasons = [...new Set(cells.map(({settled}) => settled?.reason ?? ''))].join('\n');
	if (cells.every(({settled}) => settled?.outcome === 'miss')) throw new ImageUnavailable(reasons);
	throw new UsageError('nothing to run in the first build', reasons);
};
