// A fault: the harm to a run, and what must hold of the run afterwards.
import type {Left} from './setting.ts';

export type Fault = {
	name: string;
	/** Parties that may be blamed. */
	blames: readonly string[];
	/** Exit statuses of the run, if the fault does not kill it. */
	exits: readonly (number | null)[];
	/** Cells that the fault may hit. The others pass. Absent: any number. */
	hits?: number;
	inflict: () => Promise<Left>;
};

/** What is wrong with the run afterwards. Undefined if nothing is. */
export const wrong = (
	{blames, exits, hits}: Pick<Fault, 'blames' | 'exits' | 'hits'>,
	{exit, lost, orphans, blamed, hit}: Left,
): string | undefined => {
	if (!exits.includes(exit)) return `exit ${exit}`;
	if (lost > 0) return `${lost} lost`;
	if (orphans > 0) return `${orphans} orphans`;
	if (hits !== undefined && hit > hits) return `hits ${hit} cells`;
	const other = blamed.find(party => !blames.includes(party));
	return other === undefined ? undefined : `blames ${other}`;
};
