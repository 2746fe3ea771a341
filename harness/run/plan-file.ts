// plan.json: what a run is to do, handed to the AVA processes that do it.

import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {UnderTest} from '../model/artifact.ts';
import {effectiveFacts} from '../model/effective-facts.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {PlannedCell, PlannedImage} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import type {ScenarioResult} from '../model/results.ts';
import {NetlockError} from '../support/errors.ts';
import {writeWhole} from '../support/write-whole.ts';

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
	/** How often each cell runs. */
	repeat: number;
	/** Whether a build under test that passes against a known issue fails the run. */
	strict?: boolean;
	/** Process that owns the sandboxes. */
	owner: string;
	images: PlannedImage[];
	builds: ReadyBuild[];
	scenarios: ScenarioResult[];
	cells: PlannedCell[];
};

export const planFile = (folder: string): string => join(folder, 'plan.json');
export const eventsFile = (folder: string): string => join(folder, 'events.jsonl');

export const writePlan = (plan: RunPlan): void =>
	writeWhole(planFile(plan.folder), `${JSON.stringify(plan, null, '\t')}\n`);

export const readPlan = async (file: string): Promise<RunPlan> => JSON.parse(await readFile(file, 'utf8')) as RunPlan;

/** What a scenario file needs of the plan: its scenarios, their cells that run, and the images of those. */
export const planOfFile = (plan: RunPlan, file: string): RunPlan => {
	const scenarios = plan.scenarios.filter(each => each.file === file);
	const ids = new Set(scenarios.map(({id}) => id));
	const cells = plan.cells.filter(({scenario, settled}) => ids.has(scenario) && settled === undefined);
	const imageIds = new Set([...cells.map(({image}) => image), ...scenarios.map(({destination}) => destination)]);
	return {...plan, scenarios, cells, images: plan.images.filter(({id}) => imageIds.has(id))};
};

export class PlanIncomplete extends NetlockError {
	override name = 'PlanIncomplete';
	constructor(problem: string) {
		super('harness', problem);
	}
}

/** An image with a column in it. */
export type PlannedPlace = {ref: string; facts: ImageFacts; underTest: UnderTest};

/** @throws PlanIncomplete when the image or the column is not ready there */
const placeOf = (plan: RunPlan, imageId: string, build: ReadyBuild | undefined): PlannedPlace => {
	const image = plan.images.find(({id}) => id === imageId);
	const placed = build?.in[imageId];
	if (image?.state !== 'ready' || build === undefined || placed?.state === 'miss') {
		throw new PlanIncomplete(`the plan has no ${build?.id ?? 'build'} that is ready in ${imageId}`);
	}
	const {underTest, replaced} = placed ?? {underTest: {}, replaced: {}};
	return {ref: image.ref, facts: effectiveFacts(image.facts, build.runtime, replaced), underTest};
};

/** Whether a pass against a known issue is good news: of a build under test it is, of a package the entry is out of date. */
export const isPassWelcome = (plan: RunPlan, cell: PlannedCell): boolean => {
	const {underTest} = partsOf(plan, cell).place;
	return plan.strict !== true && Object.keys(underTest).length > 0;
};

/**
 * What a planned cell needs to run; `image`: in another image than its own.
 * @throws PlanIncomplete when the plan does not have it
 */
export const partsOf = (plan: RunPlan, cell: PlannedCell, image = cell.image) => {
	const build = plan.builds.find(({id}) => id === cell.runtime);
	const place = placeOf(plan, image, build);
	if (build === undefined) throw new PlanIncomplete(`the plan has no build ${cell.runtime}`);
	return {place, build};
};
