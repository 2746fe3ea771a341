// plan.json: what a run is to do, handed to the AVA processes that do it.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Build} from '../builds/request.ts';
import type {PlannedCell, PlannedImage} from '../plan/cells.ts';
import type {BuildResult, ScenarioResult} from '../results/schema.ts';

export type RunPlan = {
	run: string;
	/** ISO 8601. */
	started: string;
	/** Engine endpoint. */
	endpoint: string;
	/** Folder of this run: reports/runs/<id>. */
	folder: string;
	/** Sandboxes at a time. */
	jobs: number;
	/** Process that owns the sandboxes. */
	owner: string;
	images: PlannedImage[];
	builds: Build[];
	/** What each build says of itself in each image. */
	measuredBuilds: BuildResult[];
	scenarios: ScenarioResult[];
	cells: PlannedCell[];
};

export const planFile = (folder: string): string => join(folder, 'plan.json');
export const eventsFile = (folder: string): string => join(folder, 'events.jsonl');

export const writePlan = (plan: RunPlan): Promise<void> =>
	writeFile(planFile(plan.folder), `${JSON.stringify(plan, null, '\t')}\n`);

export const readPlan = async (file: string): Promise<RunPlan> => JSON.parse(await readFile(file, 'utf8')) as RunPlan;

export class PlanIncomplete extends Error {
	override name = 'PlanIncomplete';
	shortMessage = this.message;
}

/** @throws PlanIncomplete when it is not ready */
export const imageOf = (plan: RunPlan, id: string) => {
	const image = plan.images.find(each => each.id === id);
	if (image?.state !== 'ready') throw new PlanIncomplete(`the plan has no image ${id} that is ready`);
	return image;
};

/** What a planned cell needs to run. @throws PlanIncomplete when the plan does not have it */
export const partsOf = (plan: RunPlan, cell: PlannedCell) => {
	const image = plan.images.find(({id}) => id === cell.image);
	const build = plan.builds.find(({id}) => id === cell.runtime);
	if (image?.state !== 'ready' || build === undefined) throw new PlanIncomplete(`${cell.id} has no image or build`);
	return {image, build};
};
