// Finds the run that a word on the command line names: a path, an id, a name in history, or `latest`.
import {existsSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {meantRuns} from '../results/history/find-run.ts';
import {readIndex, readNames} from '../results/history/store.ts';
import {planFile} from '../run/plan-file.ts';
import {resultsFile} from '../run/write-reports.ts';
import {nearPaths} from '../support/near-paths.ts';
import {didYouMean, nearest} from '../support/nearest.ts';

/** What an argument for a run of history may be. */
export const recordedRunWords = 'id or name of a run, latest, latest~1';
/** What an argument for a run may be. */
export const runWords = `folder, ${recordedRunWords}, or a results.json`;

type Places = {runs: string; latest: string; history: string};

const hasResults = (folder: string): boolean => existsSync(resultsFile(folder));

/** Whether a folder is that of a run, also of one that was killed. */
export const isBegun = (folder: string): boolean => hasResults(folder) || existsSync(planFile(folder));

/**
 * The id of the run in history. `paths`: those that the word may have meant.
 * @throws UsageError when the word names no run or several
 */
export const recordedRun = (word: string, history: string, paths: readonly string[] = []): string => {
	const ids = readIndex(history).map(({run}) => run);
	const names = readNames(history);
	const [only, ...others] = meantRuns(word, ids, names);
	if (only === undefined) {
		const help = 'Run `netlock run` first, or take one that `netlock history list` lists.';
		const near = [...paths, ...nearest(word, ['latest', ...names.keys(), ...ids])];
		throw new UsageError(`there is no run "${word}"`, [...didYouMean(near), help].join('\n'));
	}
	if (others.length === 0) return only;
	throw new UsageError(`"${word}" may be ${[only, ...others].join(' or ')}`, 'Give more of the id.');
};

/**
 * A run's folder, or a results file. Without a word, the latest run. `isRun`: tells whether a folder is suitable.
 * @throws UsageError
 */
export const findRun = (
	word: string | undefined,
	{runs, latest, history}: Places = project,
	isRun: (folder: string) => boolean = hasResults,
): string => {
	if (word === undefined || word === 'latest') {
		if (isRun(latest)) return latest;
		throw new UsageError('there is no run yet', 'Run `netlock run` first.');
	}
	if (existsSync(word) && statSync(word).isFile()) return resolve(word);
	const folders = [resolve(word), join(runs, word)];
	const found = folders.find(isRun);
	if (found !== undefined) return found;
	if (folders.some(isBegun)) {
		throw new UsageError(
			`run "${word}" has no results: it has not ended, or was cut short`,
			`\`netlock report ${word}\` makes results of what is finished; \`netlock run --resume ${word}\` goes on with it.`,
		);
	}
	const isMeant = (path: string): boolean => path.endsWith('.json') || isRun(path);
	const id = recordedRun(word, history, nearPaths(word).filter(isMeant));
	const folder = join(runs, id);
	if (isRun(folder)) return folder;
	throw new UsageError(`the results of ${id} are gone`, `History still has that run; its folder would be ${folder}.`);
};
