// plan.json, version 1: what a run is to do, handed to the AVA processes that do it.
import {z} from 'zod';
import {ownConfig} from '../bundle/own-config.ts';
import {plannedCell, plannedImage} from '../model/planned.ts';
import {readyBuild} from '../model/ready-build.ts';
import {projectSettings, scenarioResult} from '../model/results.ts';

const plannedBundle = z.object({folder: z.string(), config: ownConfig, digest: z.string()});
/** A bundle of the user's own: its folder on this machine, its config.json, and the sum of that file. */
export type PlannedBundle = z.infer<typeof plannedBundle>;

export const runPlan = z.object({
	schema: z.literal(1),
	run: z.string(),
	/** ISO 8601. */
	started: z.string(),
	/** What was typed. */
	command: z.string(),
	/** Absent without a netlock.yaml. */
	project: projectSettings.exactOptional(),
	/** Engine endpoint. */
	endpoint: z.string(),
	/** Its version, and how it was found. */
	engine: z.string(),
	/** The engine's: it need not run on this machine. */
	kernel: z.string(),
	/** Folder of this run: reports/runs/<id>. */
	folder: z.string(),
	/** Sandboxes at a time. */
	jobs: z.number(),
	/** How often each cell runs. */
	repeat: z.number(),
	/** How often a cell with an unexpected outcome runs again; never if absent. */
	retry: z.number().exactOptional(),
	/** Whether a build under test that passes against a known issue fails the run. */
	strict: z.boolean().exactOptional(),
	/** Whether AVA's process is to write down where its time goes. */
	profile: z.boolean().exactOptional(),
	/** What containers run in the place of netlock's own bundle. */
	bundle: plannedBundle.exactOptional(),
	/** Process that owns the sandboxes. */
	owner: z.string(),
	images: z.array(plannedImage),
	builds: z.array(readyBuild),
	scenarios: z.array(scenarioResult),
	cells: z.array(plannedCell),
	/** Ids of cells that have their result already: an earlier part of the run finished them. */
	done: z.array(z.string()).exactOptional(),
});
export type RunPlan = z.infer<typeof runPlan>;
