// The settings of a run from a netlock.yaml, for formats with properties of a whole run.
import type {Results} from '../../model/results.ts';
import {inertLine} from './inert.ts';

/** Name and value of each: `{name: 'netlock.yaml', value: '--jobs 4'}`. */
export type Setting = {name: string; value: string};

export const settingsOf = ({run: {project}}: Results): Setting[] =>
	(project?.settings ?? []).map(each => ({name: inertLine(project?.file ?? ''), value: inertLine(each)}));

/** `netlock.yaml: --jobs 4 --retry 1`; undefined where the run took nothing from one. */
export const settingsLine = (results: Results): string | undefined => {
	const settings = settingsOf(results);
	const [first] = settings;
	return first && `${first.name}: ${settings.map(({value}) => value).join(' ')}`;
};
