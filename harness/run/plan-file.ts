// plan.json in a run's folder: written whole, checked by its schema when read; and the parts of it that one cell needs.
import {join} from 'node:path';
import {z} from 'zod';
import type {UnderTest} from '../model/artifact.ts';
import {effectiveFacts} from '../model/effective-facts.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import {documentText} from '../results/documents.ts';
import {type RunPlan, runPlan} from '../results/plan.ts';
import {NetlockError} from '../support/errors.ts';
import {mostOfOwn, readRegularFile} from '../support/regular-file.ts';
import {writeWhole} from '../support/write-whole.ts';

export const planFile = (folder: string): string => join(folder, 'plan.json');
export const eventsFile = (folder: string): string => join(folder, 'events.jsonl');

/** @throws ZodError when the plan does not match its schema */
export const writePlan = (plan: RunPlan): void => writeWhole(planFile(plan.folder), documentText('plan', plan));

export class PlanUnreadable extends NetlockError {
	override name = 'PlanUnreadable';
	constructor(file: string, detail: string) {
		super('harness', `${file} is not a plan of version 1`, `${detail}\n\`netlock run\` writes a new one.`);
	}
}

/** @throws PlanUnreadable when the file is missing, or does not match its schema */
export const readPlan = async (file: string): Promise<RunPlan> => {
	let content: unknown;
	try {
		content = JSON.parse(readRegularFile(file, mostOfOwn).toString());
	} catch (error) {
		throw new PlanUnreadable(file, (error as Error).message);
	}
	const parsed = runPlan.safeParse(content);
	if (parsed.success) return parsed.data;
	throw new PlanUnreadable(file, z.prettifyError(parsed.error));
};

/** Cells without a result. */
export const cellsToRun = ({cells, done = []}: Pick<RunPlan, 'cells' | 'done'>): PlannedCell[] => {
	const finished = new Set(done);
	return cells.filter(({id, settled}) => settled === undefined && !finished.has(id));
};

/** The part of the plan that a scenario file needs: its scenarios, their cells that run, and the images of those. */
export const planOfFile = (plan: RunPlan, file: string): RunPlan => {
	const scenarios = plan.scenarios.filter(each => each.file === file);
	const ids = new Set(scenarios.map(({id}) => id));
	const cells = cellsToRun(plan).filter(({scenario}) => ids.has(scenario));
	const imageIds = new Set([...cells.map(({image}) => image), ...scenarios.map(({destination}) => destination)]);
	return {...plan, scenarios, cells, images: plan.images.filter(({id}) => imageIds.has(id))};
};

export class PlanIncomplete extends NetlockError {
	override name = 'PlanIncomplete';
	constructor(problem: string) {
		super('harness', problem);
	}
}

/** One column in one image. */
export type PlannedPlace = {ref: string; facts: ImageFacts; underTest: UnderTest};

/** @throws PlanIncomplete when the column is not ready in the image */
const placeOf = (plan: RunPlan, imageId: string, build: ReadyBuild | undefined): PlannedPlace => {
	const image = plan.images.find(({id}) => id === imageId);
	const placed = build?.in[imageId];
	if (image?.state !== 'ready' || build === undefined || placed?.state === 'miss') {
		throw new PlanIncomplete(`the plan has no ${build?.id ?? 'build'} that is ready in ${imageId}`);
	}
	const {underTest, replaced} = placed ?? {underTest: {}, replaced: {}};
	return {ref: image.ref, facts: effectiveFacts(image.facts, build.runtime, replaced), underTest};
};

/**
 * Whether a pass despite a known issue is good news. It is for a build under test. For a package it means that the
 * known issue is out of date.
 */
export const isPassWelcome = (plan: RunPlan, cell: PlannedCell): boolean => {
	const {underTest} = partsOf(plan, cell).place;
	return plan.strict !== true && Object.keys(underTest).length > 0;
};

/**
 * What a planned cell needs to run. `image`: another image than its own.
 * @throws PlanIncomplete when the plan does not have it
 */
export const partsOf = (plan: RunPlan, cell: PlannedCell, image = cell.image) => {
	const build = plan.builds.find(({id}) => id === cell.runtime);
	const place = placeOf(plan, image, build);
	if (build === undefined) throw new PlanIncomplete(`the plan has no build ${cell.runtime}`);
	return {place, build};
};
