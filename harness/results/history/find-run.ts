// Words that stand for a run: `latest`, `latest~2`, a name that somebody gave it, its id, or how its id begins.

/** Not a name: it is a word for a run by itself. */
export const isReserved = (name: string): boolean => /^latest(~\d+)?$/.test(name);

/** Shorter beginnings of ids are too easily meant otherwise: a year, a month. */
const shortest = '2026-11-25'.length;

/** `runs`: ids, the oldest first. @returns the ids that the word may mean: one, none, or several */
export const meantRuns = (word: string, runs: readonly string[], names: ReadonlyMap<string, string>): string[] => {
	const [, back] = /^latest(?:~(\d+))?$/.exec(word) ?? [];
	if (isReserved(word)) return runs.slice(0, runs.length - Number(back ?? 0)).slice(-1);
	const named = names.get(word);
	if (named !== undefined) return [named];
	if (runs.includes(word)) return [word];
	return word.length < shortest ? [] : runs.filter(run => run.startsWith(word));
};
