// `netlock run --resume`: continues a run that was cut short.
import {existsSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Option} from 'commander';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {planRest} from '../run/resume.ts';
import {runPlanned} from '../run/run.ts';
import {environment} from './environment.ts';
import {findRun, isBegun} from './find-run.ts';
import {type RunSelectionOptions, showRun} from './run-selection.ts';

/** Options that select cells and builds. A resumed run keeps those that it began with. */
const selecting =
	'image lock scenario core runtime criu libcriu podman bundle jobs repeat retry strict out profile fresh'.split(' ');

export const resumeOption = (): Option =>
	new Option(
		'--resume [run]',
		'continue a run that was cut short, by id, name or folder (default: latest, the last one that began): its cells without a verdict run, in its folder',
	).conflicts(selecting);

/** The run to continue: the one that is named, else the last one. @throws UsageError */
const begunRun = (run: string | true): string => {
	if (run !== true && run !== 'latest') return findRun(run, project, isBegun);
	const folders = existsSync(project.runs) ? readdirSync(project.runs).sort().reverse() : [];
	const last = folders.map(name => join(project.runs, name)).find(isBegun);
	if (last !== undefined) return last;
	throw new UsageError('--resume: there is no run to go on with', 'Begin one: netlock run');
};

/** `run`: an id or a folder; `true`: the last run. */
export const resumeRun = (run: string | true, options: RunSelectionOptions): Promise<void> =>
	showRun(options, {named: []}, async how => {
		const folder = begunRun(run);
		const engine = environment.engine(options.registryMirror);
		const planned = await planRest(folder, engine);
		const isOurs = dirname(folder) === project.runs;
		return runPlanned(planned, {...how, engine, isLatest: isOurs, ...(isOurs && {history: project.history})});
	});
