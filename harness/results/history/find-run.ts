// Finds the run that a word names: `latest`, `latest~2`, a name that the user gave, an id, or the beginning of an id.

/** Whether the word always names a run, so that no run can have it as a name. */
export const isReserved = (name: string): boolean => /^latest(~\d+)?$/.test(name);

/** Shorter beginnings of ids, such as a year or a month, may be meant as something else. */
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
