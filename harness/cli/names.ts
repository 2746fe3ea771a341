// Says which names an option or argument takes, for completion in shells.
import type {Argument, Option} from 'commander';

/** The names, or where they are read. Without an entry, a shell completes files. */
export type Names = readonly string[] | 'images' | 'scenarios';

const known = new WeakMap<Option | Argument, Names>();

export const namesOf = (taker: Option | Argument): Names | undefined => known.get(taker);

export const withNames = <Taker extends Option | Argument>(taker: Taker, names: Names): Taker => {
	known.set(taker, names);
	return taker;
};
