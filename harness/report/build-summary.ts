// Counts for each build, and what fails with it but not with the first build in the same place.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {unexpectedCauses} from './causes.ts';
import type {AxisValue} from './matrix.ts';
import {measuredIn} from './verdict.ts';

export type BuildSummary = {
	id: string;
	/** Cells that ran in this run or an earlier one. */
	measured: number;
	/** Unexpected outcomes. */
	unexpected: number;
	/** Failures that a known issue explains. */
	known: number;
	/** Failures where the first build passes. */
	added: number;
	/** Causes of its unexpected cells. */
	causes: number;
};

const placeOf = ({image, lock, scenario}: CellResult): string => `${image}\n${lock}\n${scenario}`;
const fails = ({outcome}: CellResult): boolean => outcome === 'fail' || outcome === 'error';

export const summarizeBuilds = (results: Results, builds: readonly AxisValue[]): BuildSummary[] => {
	const causes = unexpectedCauses(results);
	const byBuild = Map.groupBy(results.cells, ({runtime}) => runtime);
	const first = byBuild.get(builds[0]?.id ?? '') ?? [];
	const passing = new Set(first.filter(({outcome}) => outcome === 'pass').map(placeOf));
	return builds.map(({id}) => {
		const own = byBuild.get(id) ?? [];
		const unexpected = own.filter(cell => cell.unexpected);
		return {
			id,
			measured: measuredIn(own).length,
			unexpected: unexpected.length,
			known: own.filter(cell => cell.outcome === 'fail' && !cell.unexpected).length,
			added: own.filter(cell => fails(cell) && passing.has(placeOf(cell))).length,
			causes: causes.filter(({cause}) => cause.builds.includes(id)).length,
		};
	});
};
