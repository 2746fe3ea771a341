// Good and bad times of a cell or a cause over the runs that show it. A single run that differs from those around it, where
// nothing that was measured changed, is no change: it is a dot, and counts as flaky.

export type Spell = {
	bad: boolean;
	/** Places among the runs of history: the first and the last that show it. */
	from: number;
	to: number;
	/** How many runs show it. */
	runs: number;
	/** What else differs at its begin from the run that was seen before it. */
	changed: readonly string[];
};

/** What became of it: `steady` was never bad. */
export const states = ['new', 'back', 'ongoing', 'gone', 'steady'] as const;
export type State = (typeof states)[number];

const isDot = ({runs, changed}: Spell): boolean => runs === 1 && changed.length === 0;

/** Adds what one more run shows. @returns whether a dot ended with it. `changed` is asked only where something turned. */
export const extend = (spells: Spell[], bad: boolean, run: number, changed: () => readonly string[]): boolean => {
	const last = spells.at(-1);
	if (last?.bad === bad) {
		last.to = run;
		last.runs++;
		return false;
	}
	const next: Spell = {bad, from: run, to: run, runs: 1, changed: last === undefined ? [] : changed()};
	const around = spells.at(-2);
	if (last !== undefined && around !== undefined && isDot(last) && next.changed.length === 0) {
		spells.pop();
		around.to = run;
		around.runs += 2;
		return true;
	}
	spells.push(next);
	return false;
};

/** By the last spell: what begins with the newest run is news, unless no run before says otherwise. */
export const stateOf = (spells: readonly Spell[]): State => {
	const last = spells.at(-1);
	const before = spells.slice(0, -1);
	if (last === undefined) return 'steady';
	if (!last.bad) return before.some(({bad}) => bad) ? 'gone' : 'steady';
	if (last.runs > 1 || before.length === 0) return 'ongoing';
	return before.some(({bad}) => bad) ? 'back' : 'new';
};
