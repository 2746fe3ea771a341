// A fault: what is done to a run, and what must hold of the run afterwards.
import type {Left} from './setting.ts';

export type Fault = {
	name: string;
	/** Parties that may be blamed. */
	blames: readonly string[];
	/** Exit statuses of the run, where it is not killed itself. */
	exits: readonly (number | null)[];
	/** Cells that it may hit; the others pass. Any number where absent. */
	hits?: number;
	inflict: () => Promise<Left>;
};

/** What is wrong with how a run came through; undefined when nothing is. */
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
