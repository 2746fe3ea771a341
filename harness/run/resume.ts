// Continues a run that was cut short, if nothing has changed that its results depend on: with the same plan, in the
// same folder, and only with cells that have no verdict yet.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {connect, type Engine, type EngineConfig} from '../engine/connect.ts';
import {findImage} from '../engine/images.ts';
import {sweepOrphans} from '../engine/sweep.ts';
import {project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import {readEvents} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {ownerOf} from '../support/owner.ts';
import {sha256OfFile} from '../support/sha256.ts';
import {reclaimFolder} from './claim-folder.ts';
import {changedParts} from './parts-under-test.ts';
import {cellsToRun, eventsFile, writePlan} from './plan-file.ts';
import {describeEngine, type Planned} from './prepare.ts';
import {finishedCells, readEndedPlan} from './recover.ts';
import {resultsFile} from './write-reports.ts';

const changedImages = async (docker: Docker, {images}: RunPlan): Promise<string[]> => {
	const ready = images.flatMap(image => (image.state === 'ready' ? [image] : []));
	const found = await Promise.all(ready.map(({ref}) => findImage(docker, ref)));
	return ready.flatMap(({id, digest}, index) => (found[index]?.id === digest ? [] : [`image ${id}`]));
};

const changedScenarios = ({scenarios}: RunPlan): string[] =>
	scenarios.flatMap(({file, digest}) => (sha256OfFile(join(project.root, file)) === digest ? [] : [file]));

const changedBundle = ({bundle}: RunPlan): string[] => {
	if (bundle === undefined) return [];
	const file = join(bundle.folder, 'config.json');
	return sha256OfFile(file) === bundle.digest ? [] : [file];
};

/** @throws UsageError that names what has changed since the run began */
const requireUnchanged = async (plan: RunPlan, {docker}: Engine, kernel: string): Promise<void> => {
	const changed = [
		...(kernel === plan.kernel ? [] : [`the kernel (${plan.kernel} then, ${kernel} now)`]),
		...(await changedImages(docker, plan)),
		...changedParts(plan),
		...changedScenarios(plan),
		...changedBundle(plan),
	];
	if (changed.length === 0) return;
	throw new UsageError(
		`run ${plan.run} cannot go on: since it began, something else changed: ${[...new Set(changed)].join(', ')}`,
		'What was finished: `netlock report`. Begin anew: `netlock run`.',
	);
};

/**
 * The plan for the rest of a run. Locks the run's folder.
 * @throws UsageError when nothing is left, or something has changed; NoEngine, EngineError, PlanUnreadable
 */
export const planRest = async (folder: string, config: EngineConfig): Promise<Planned> => {
	const before = await readEndedPlan(folder);
	reclaimFolder(folder);
	const {events} = readEvents(eventsFile(folder), before.run);
	const done = finishedCells(before, events);
	const left = cellsToRun({...before, done});
	if (left.length === 0) {
		throw new UsageError(`run ${before.run} has a verdict on every cell`, `See it: netlock report ${folder}`);
	}
	const engine = await connect(config);
	await sweepOrphans(engine.docker);
	const now = await describeEngine(engine);
	await requireUnchanged(before, engine, now.kernel);
	const plan: RunPlan = {
		...before,
		...now,
		endpoint: engine.endpoint,
		owner: ownerOf(process.pid),
		done,
	};
	// The old results cover only a part of the run.
	rmSync(resultsFile(folder), {force: true});
	writePlan(plan);
	return {plan, engine};
};
