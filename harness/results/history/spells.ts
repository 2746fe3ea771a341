// Good and bad spells of a cell or a cause over the runs that have it. If a single run differs from those around it,
// and nothing that was measured changed, it is no new spell: it is a dot, and counts as flaky.

export type Spell = {
	bad: boolean;
	/** Indexes of its first and last run in history. */
	from: number;
	to: number;
	/** How many runs it has. */
	runs: number;
	/** What else changed between its first run and the run before it. */
	changed: readonly string[];
};

/** The state of a cell or cause. `steady` was never bad. */
export const states = ['new', 'back', 'ongoing', 'gone', 'steady'] as const;
export type State = (typeof states)[number];

const isDot = ({runs, changed}: Spell): boolean => runs === 1 && changed.length === 0;

/** Adds one more run. `changed` is called only if the state changed. @returns whether a dot ended with it */
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

/**
 * The state by the last spell. A bad spell that begins with the newest run is `new`, or `back` if an earlier one was
 * bad.
 */
export const stateOf = (spells: readonly Spell[]): State => {
	const last = spells.at(-1);
	const before = spells.slice(0, -1);
	if (last === undefined) return 'steady';
	if (!last.bad) return before.some(({bad}) => bad) ? 'gone' : 'steady';
	if (last.runs > 1 || before.length === 0) return 'ongoing';
	return before.some(({bad}) => bad) ? 'back' : 'new';
};
