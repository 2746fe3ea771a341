// Which names an option or argument takes, for shells that complete them.
import type {Argument, Option} from 'commander';

/** Names that there are, or what reads them: files, where none is known. */
export type Names = readonly string[] | 'images' | 'scenarios';

const known = new WeakMap<Option | Argument, Names>();

export const namesOf = (taker: Option | Argument): Names | undefined => known.get(taker);

export const withNames = <Taker extends Option | Argument>(taker: Taker, names: Names): Taker => {
	known.set(taker, names);
	return taker;
};
