// Makes a peer outside unreachable for a while: packets that arrive in the sandbox for its port are dropped without an
// answer.
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

export type Dropping = {
	/** What arrives is let in again. */
	ends: () => Promise<void>;
};

const table = 'inet netlock-drops';

export const dropOutside = async (context: CellContext, port: number): Promise<Dropping> => {
	const change = async (rules: string): Promise<void> => {
		const {exit, stderr} = await shell(context, 'nft "$1"', rules);
		if (exit !== 0) throw new EvidenceMissing('packets could not be dropped outside', stderr);
	};
	await change(`table ${table} { chain input { type filter hook input priority 0; tcp dport ${port} drop; }; }`);
	return {ends: () => change(`delete table ${table}`)};
};
