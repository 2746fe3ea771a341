// Prepares everything before the first cell: the engine, the images, the builds under test, the plan.

import {readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import type {Build} from '../builds/columns.ts';
import {prepareBuilds} from '../builds/prepare-builds.ts';
import {connect, type Engine, type EngineConfig} from '../engine/connect.ts';
import {infoOf} from '../engine/info.ts';
import {sweepOrphans} from '../engine/sweep.ts';
import {readImages} from '../images/definition.ts';
import type {Lock} from '../model/axes.ts';
import {project} from '../model/checkout.ts';
import type {Scenario} from '../model/declaration.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {ProjectSettings, ScenarioResult} from '../model/results.ts';
import type {OnPreparing} from '../model/step.ts';
import {UsageError} from '../model/usage-error.ts';
import {selectScenarios} from '../plan/catalog.ts';
import {planCells} from '../plan/cells.ts';
import {idleGlobs, possibleIds} from '../plan/idle-globs.ts';
import {select} from '../plan/selection.ts';
import type {PlannedBundle, RunPlan} from '../results/plan.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {dateOf} from '../support/date-of.ts';
import {ownerOf} from '../support/owner.ts';
import {phase} from '../support/phases.ts';
import {sha256} from '../support/sha256.ts';
import {makeFolder} from '../support/write-whole.ts';
import {readDurations} from './durations.ts';
import {type Own, originalFolders, readAllIssues, scenarioFolders} from './own-files.ts';
import {librariesOf} from './parts-under-test.ts';
import {writePlan} from './plan-file.ts';
import {imagesByName, prepareImages, requireSources} from './prepare-images.ts';
import {isInSample, withoutIdleSamples} from './samples.ts';

export type Selection = {
	/** Globs; empty: all. */
	images: readonly string[];
	scenarios: readonly string[];
	/** Only the core scenarios and images, unless globs name others. */
	core?: boolean;
	locks: readonly Lock[];
	builds: readonly Build[];
	/** Which of the planned cells are in the run. Absent: all. */
	isWanted?: (cell: PlannedCell, scenario: ScenarioResult) => boolean;
	/** How often each cell runs. Absent: once. */
	repeat?: number;
	/** How often a cell with an unexpected outcome runs again. Absent: never. */
	retry?: number;
	/** Known issues and scenarios of the user's own project. */
	own?: Own;
	/** The bundle that containers run instead of netlock's own. */
	bundle?: PlannedBundle | undefined;
	/** Whether a pass despite a known issue fails the run, even in a build under test. */
	strict?: boolean;
};

export type PrepareOptions = {
	engine: EngineConfig;
	/** The command as typed, for the results. */
	command: string;
	/** What the run took from a netlock.yaml. */
	project?: ProjectSettings | undefined;
	/** Sandboxes at a time. */
	jobs: number;
	/** Folder of the run. Absent: a new one below reports/runs. */
	out?: string;
	/** Whether to write profile.json, which shows where the time goes. */
	profile?: boolean;
	onStep?: OnPreparing;
	/** Ends a running build. */
	signal?: AbortSignal;
};

/** Folder of the store of builds, beside the private engine. */
export const buildStore = ({home}: EngineConfig): string => join(home, 'builds');

/** `2026-11-25T15-04-05-1234`: sorts by time, and two runs of one second differ. */
export const newRunId = (now: Date): string => `${now.toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;

const describeScenario = ({id, file, title, spec, destination}: Scenario): ScenarioResult => ({
	id,
	title,
	file: relative(project.root, file),
	reports: Object.keys(spec.reports),
	guards: {...spec.reports},
	digest: sha256(readFileSync(file)),
	...(spec.core && {core: true}),
	...(spec.smoke && {smoke: true}),
	...(destination !== undefined && {destination}),
});

/** Scenarios and images that a selection names. @throws UsageError */
export const chosen = async ({
	images,
	scenarios,
	core = false,
	builds,
	own,
}: Pick<Selection, 'images' | 'scenarios' | 'core' | 'builds' | 'own'>) => {
	const allImages = await readImages(project.images);
	const named = await selectScenarios(
		scenarioFolders(own),
		allImages.map(({id}) => id),
		scenarios,
	);
	const wanted = select('--image', images, allImages, ({id}) => id).filter(
		image => !core || images.length > 0 || image.core,
	);
	requireSources(builds, allImages);
	const isThere = new Set(wanted.map(({id}) => id));
	return {
		all: allImages,
		scenarios: named
			.filter(({spec}) => !core || scenarios.length > 0 || spec.core)
			// A scenario that was named in full shows why it does not run. For the others, that would be a page of skips.
			.filter(({id, destination}) => destination === undefined || isThere.has(destination) || scenarios.includes(id)),
		images: wanted,
	};
};

/** @throws UsageError when there are no cells */
export const requireCells = (
	cells: readonly PlannedCell[],
	{locks}: Pick<Selection, 'locks'>,
	scenarios: readonly Scenario[],
): void => {
	if (cells.length > 0) return;
	throw new UsageError(
		`nothing to run: no scenario chosen takes ${locks.map(lock => `--lock ${lock}`).join(' or ')}`,
		scenarios.map(({id, spec}) => `${id} takes ${spec.locks.join(', ')}`).join('\n'),
	);
};

/** The engine's name for plan and results. */
export const describeEngine = async ({docker, kind}: Engine): Promise<Pick<RunPlan, 'engine' | 'kernel'>> => {
	const {version, kernel} = await infoOf(docker);
	return {engine: `${version} (${kind})`, kernel};
};

export type Planned = {plan: RunPlan; engine: Engine};

/** @throws UsageError, NoEngine, EngineError */
export const prepare = async (
	selection: Selection,
	{engine: config, command, project: settings, jobs, out, profile = false, onStep = () => {}, signal}: PrepareOptions,
): Promise<Planned> => {
	const wanted = await phase('read images and scenarios', () => chosen(selection));
	const now = new Date();
	const today = dateOf(now);
	const knownIssues = await readAllIssues(selection.own);
	for (const {id, bug, expires} of knownIssues.filter(issue => issue.expires <= today)) {
		onStep(`known issue ${id}`, {kind: 'known issue expired', expires, bug});
	}
	const imageIds = wanted.all.map(({id}) => id);
	const names = {images: imageIds, scenarios: possibleIds(originalFolders(selection.own), imageIds)};
	for (const {issue, ...idle} of idleGlobs(knownIssues, names)) {
		onStep(`known issue ${issue}`, {kind: 'known issue matches nothing', ...idle});
	}
	const engine = await phase('connect to the engine', () =>
		connect(config, ({endpoint}) => onStep('engine', {kind: 'engine', endpoint})),
	);
	await phase('sweep orphans', () => sweepOrphans(engine.docker));
	const images = await phase('images', () => prepareImages(engine, wanted.images, onStep));
	const {builders} = project;
	const imageOf = imagesByName(engine, wanted.all, images, onStep);
	const columns = await withoutIdleSamples(selection.builds, wanted.scenarios, imageOf);
	const store = buildStore(config);
	const builds = await phase('builds', () =>
		prepareBuilds(engine.docker, columns, images, {builders, store, imageOf, onStep, signal}),
	);
	const run = newRunId(now);
	const planned = planCells({
		runtimes,
		images,
		builds,
		locks: selection.locks,
		scenarios: wanted.scenarios,
		knownIssues,
		ownBundle: selection.bundle !== undefined,
		today,
	});
	requireCells(planned, selection, wanted.scenarios);
	const scenarios = wanted.scenarios.map(describeScenario);
	const {isWanted} = selection;
	const isSampled = isInSample(columns, wanted.scenarios);
	const cells = planned.filter(isSampled).filter(cell => {
		const scenario = scenarios.find(({id}) => id === cell.scenario);
		return isWanted === undefined || (scenario !== undefined && isWanted(cell, scenario));
	});
	const durations = readDurations(config.home);
	const timed = cells.map(cell => {
		const took = durations[cell.scenario];
		return took === undefined ? cell : {...cell, took};
	});
	const folder = out ?? join(project.runs, run);
	makeFolder(folder);
	const libraries = librariesOf(builds);
	const plan: RunPlan = {
		schema: 1,
		run,
		started: now.toISOString(),
		command,
		...(settings && {project: settings}),
		endpoint: engine.endpoint,
		...(await describeEngine(engine)),
		folder,
		jobs,
		repeat: selection.repeat ?? 1,
		...(selection.retry && {retry: selection.retry}),
		...(selection.strict && {strict: true}),
		...(profile && {profile}),
		...(selection.bundle && {bundle: selection.bundle}),
		owner: ownerOf(process.pid),
		images,
		builds,
		...(Object.keys(libraries).length > 0 && {libraries}),
		scenarios,
		cells: timed,
	};
	writePlan(plan);
	return {plan, engine};
};
