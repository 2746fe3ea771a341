// Which run a word on the command line stands for: a path, an id, a name that history knows, or `latest`.
import {existsSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {project} from '../model/checkout.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {meantRuns} from '../results/history/find-run.ts';
import {readIndex, readNames} from '../results/history/store.ts';
import {planFile} from '../run/plan-file.ts';
import {resultsFile} from '../run/write-reports.ts';
import {nearest} from '../support/nearest.ts';

/** What an argument takes that stands for a run. */
export const runWords = 'folder, id or name of a run, latest, latest~1, or a results.json';

type Places = {runs: string; latest: string; history: string};

const hasResults = (folder: string): boolean => existsSync(resultsFile(folder));

/** Also a run that was killed. */
export const isBegun = (folder: string): boolean => hasResults(folder) || existsSync(planFile(folder));

/** Id of the run, by what history has. @throws UsageError when the word means none or several */
export const recordedRun = (word: string, history: string): string => {
	const ids = readIndex(history).map(({run}) => run);
	const names = readNames(history);
	const [only, ...others] = meantRuns(word, ids, names);
	if (only === undefined) throw notAmong('run', word, [...names.keys(), ...ids], '`netlock history list` lists them');
	if (others.length === 0) return only;
	throw new UsageError(`"${word}" may be ${[only, ...others].join(' or ')}`, 'Give more of the id.');
};

/** A run's folder, or a results file; the latest run where no word is given. `isRun`: what a folder needs. @throws UsageError */
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
	const found = [resolve(word), join(runs, word)].find(isRun);
	if (found !== undefined) return found;
	const [id] = meantRuns(
		word,
		readIndex(history).map(({run}) => run),
		readNames(history),
	);
	if (id === undefined) {
		const [near] = nearest(word, [...readNames(history).keys(), ...readIndex(history).map(({run}) => run)]);
		throw new UsageError(
			`there is no run "${word}"`,
			`${near === undefined ? '' : `Did you mean ${near}?\n`}Run \`netlock run\` first, or take one that \`netlock history list\` lists.`,
		);
	}
	const folder = join(runs, recordedRun(word, history));
	if (isRun(folder)) return folder;
	throw new UsageError(`the results of ${id} are gone`, `History still has that run; its folder would be ${folder}.`);
};
