// Compares the causes of two runs or builds. New ones come first, then those that are gone, then those that stay.
import type {Cause, CauseChange} from '../../model/cause.ts';

const order = ({before, after}: CauseChange): number => (before === 0 ? 0 : after === 0 ? 1 : 2);

export const causeChanges = (before: readonly Cause[], after: readonly Cause[]): CauseChange[] => {
	const byId = Map.groupBy([...after, ...before], ({id}) => id);
	const count = (causes: readonly Cause[], id: string): number =>
		causes.filter(each => each.id === id).reduce((sum, {cells}) => sum + cells.length, 0);
	return [...byId.values()]
		.flatMap(([first]) => first ?? [])
		.map(({id, title, party, name}) => ({
			...{id, title, party, name},
			...{before: count(before, id), after: count(after, id)},
		}))
		.sort((a, b) => order(a) - order(b) || b.before + b.after - a.before - a.after || (a.id < b.id ? -1 : 1));
};
