// A finding: the first thing that is wrong in one cell, and the party to blame. Cells with the same finding share a
// cause.
import type {Layer} from '../../model/axes.ts';
import type {Party} from '../../model/cause.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';

export type Finding = {
	party: Party;
	/** The name of the party. */
	name: string;
	layer?: Layer;
	operation?: OperationEvidence['operation'];
	/** How seen and expected differ, in normal form. With party and layer it is the identity. */
	kind: string;
	/** The title, if it does not follow from `kind`, `expected` and `seen`. */
	title?: string;
	expected: string;
	seen: string;
};

/** The builds and facts of a cell. */
export type Setting = {
	cell: CellResult;
	/** Name of the runtime: `crun`. */
	runtime: string;
	/** CRIU's measured default lock. Undefined when it could not be measured. */
	defaultLock: string | undefined;
};

export const byRuntime = ({runtime}: Setting): Pick<Finding, 'party' | 'name'> => ({party: 'runtime', name: runtime});
export const byCriu: Pick<Finding, 'party' | 'name'> = {party: 'CRIU', name: 'CRIU'};
