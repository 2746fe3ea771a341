// A finding: the first thing that is wrong in one cell, and who did it. Cells with the same finding share a cause.
import type {Layer} from '../../model/axes.ts';
import type {Party} from '../../model/cause.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';

export type Finding = {
	party: Party;
	/** The party by name. */
	name: string;
	layer?: Layer;
	operation?: OperationEvidence['operation'];
	/** How expectation and sight differ, in normal form: with party and layer it is the identity. */
	kind: string;
	/** What heads the report, where that does not follow from `kind`, `expected` and `seen`. */
	title?: string;
	expected: string;
	seen: string;
};

/** What a cell was run with. */
export type Setting = {
	cell: CellResult;
	/** Name of the runtime: `crun`. */
	runtime: string;
	/** CRIU's lock when nothing is asked, as it was measured; undefined when it could not be. */
	defaultLock: string | undefined;
};

export const byRuntime = ({runtime}: Setting): Pick<Finding, 'party' | 'name'> => ({party: 'runtime', name: runtime});
export const byCriu: Pick<Finding, 'party' | 'name'> = {party: 'CRIU', name: 'CRIU'};
