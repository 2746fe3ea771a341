// Everything before the first cell: the engine, the images, the builds under test, the plan.
import {mkdir} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {measureBuilds} from '../builds/measure.ts';
import type {Build} from '../builds/request.ts';
import {connect, type Engine, type EngineConfig} from '../engine/connect.ts';
import {type EngineError, ImageUnavailable} from '../engine/errors.ts';
import {ownerOf, sweepOrphans} from '../engine/sweep.ts';
import {type ImageDefinition, readImages, toolsDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools} from '../images/ensure.ts';
import type {Lock} from '../plan/axes.ts';
import {readScenarios} from '../plan/catalog.ts';
import {type PlannedImage, planCells} from '../plan/cells.ts';
import type {Scenario} from '../plan/declaration.ts';
import {readKnownIssues} from '../plan/known-issues.ts';
import {select} from '../plan/selection.ts';
import {type RunPlan, writePlan} from './plan-file.ts';
import {project} from './project.ts';

export type Selection = {
	/** Globs; empty: all. */
	images: readonly string[];
	scenarios: readonly string[];
	locks: readonly Lock[];
	builds: readonly Build[];
};

/** Told what is being done: which image, which step. */
export type OnPreparing = (subject: string, step: string) => void;

const ensureEach = async (
	engine: Engine,
	wanted: readonly ImageDefinition[],
	onStep: OnPreparing,
): Promise<PlannedImage[]> => {
	const tools = await ensureTools(engine.docker, await toolsDefinition(project.images), step => onStep('tools', step));
	const images: PlannedImage[] = [];
	for (const definition of wanted) {
		const {id, title} = definition;
		try {
			const ready = await ensureImage(engine.docker, definition, tools, step => onStep(id, step));
			images.push({id, title, state: 'ready', ...ready});
		} catch (error) {
			if (!(error instanceof ImageUnavailable)) throw error;
			onStep(id, `not to be had: ${error.message}`);
			images.push({id, title, state: 'miss', reason: (error as EngineError).shortMessage});
		}
	}
	return images;
};

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** `2026-11-25T15-04-05-1234`: sorts by time, and two runs of one second differ. */
const newRunId = (now: Date): string => `${now.toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;

const describeScenario = ({id, file, title, spec, destination}: Scenario) => ({
	id,
	title,
	file: relative(project.root, file),
	reports: [...spec.reports],
	...(destination !== undefined && {destination}),
});

/** Scenarios and images that a selection names. @throws UsageError */
export const chosen = async ({images, scenarios}: Pick<Selection, 'images' | 'scenarios'>) => {
	const allImages = await readImages(project.images);
	const allScenarios = await readScenarios(
		project.scenarios,
		allImages.map(({id}) => id),
	);
	return {
		scenarios: select('--scenario', scenarios, allScenarios, ({id}) => id),
		images: select('--image', images, allImages, ({id}) => id),
	};
};

/** @throws UsageError, NoEngine, EngineError */
export const prepare = async (
	selection: Selection,
	{
		engine: config,
		jobs,
		out,
		onStep = () => {},
	}: {engine: EngineConfig; jobs: number; out?: string; onStep?: OnPreparing},
): Promise<{plan: RunPlan; engine: Engine}> => {
	const wanted = await chosen(selection);
	const knownIssues = await readKnownIssues(project.knownIssues);
	const engine = await connect(config, ({endpoint}) => onStep('engine', `starting a private one at ${endpoint}`));
	await sweepOrphans(engine.docker, isAlive);
	const images = await ensureEach(engine, wanted.images, onStep);
	const measuredBuilds = await measureBuilds(engine.docker, selection.builds, images);
	const now = new Date();
	const run = newRunId(now);
	const cells = planCells({
		images,
		builds: selection.builds,
		locks: selection.locks,
		scenarios: wanted.scenarios,
		knownIssues,
		today: now.toISOString().slice(0, 10),
	});
	const folder = out ?? join(project.runs, run);
	await mkdir(folder, {recursive: true});
	const plan: RunPlan = {
		run,
		started: now.toISOString(),
		endpoint: engine.endpoint,
		folder,
		jobs,
		owner: ownerOf(process.pid),
		images,
		builds: [...selection.builds],
		measuredBuilds,
		scenarios: wanted.scenarios.map(describeScenario),
		cells,
	};
	await writePlan(plan);
	return {plan, engine};
};
