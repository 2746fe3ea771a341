// plan.json, version 1: the plan of a run. AVA's processes read it.
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
	/** The command as typed. */
	command: z.string(),
	/** Absent without a netlock.yaml. */
	project: projectSettings.exactOptional(),
	/** Engine endpoint. */
	endpoint: z.string(),
	/** The engine's version, and how it was found. */
	engine: z.string(),
	/** Kernel of the engine's machine, which may be another one. */
	kernel: z.string(),
	/** Folder of this run: reports/runs/<id>. */
	folder: z.string(),
	/** Sandboxes at a time. */
	jobs: z.number(),
	/** How often each cell runs. */
	repeat: z.number(),
	/** How often a cell with an unexpected outcome runs again. Absent: never. */
	retry: z.number().exactOptional(),
	/** Whether a pass despite a known issue fails the run, even in a build under test. */
	strict: z.boolean().exactOptional(),
	/** Whether AVA's process records where its time goes. */
	profile: z.boolean().exactOptional(),
	/** The bundle that containers run instead of netlock's own. */
	bundle: plannedBundle.exactOptional(),
	/** Process that owns the sandboxes. */
	owner: z.string(),
	images: z.array(plannedImage),
	builds: z.array(readyBuild),
	/** Path → sha256 of each library under test. Executables have theirs in `builds`. */
	libraries: z.record(z.string(), z.string()).exactOptional(),
	scenarios: z.array(scenarioResult),
	cells: z.array(plannedCell),
	/** Ids of cells that already have a result, from an earlier part of the run. */
	done: z.array(z.string()).exactOptional(),
});
export type RunPlan = z.infer<typeof runPlan>;
