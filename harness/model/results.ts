// results.json, version 1: the results of one run. netlock writes it; reports and users' own tools read it.
import {z} from 'zod';
import {buildResult} from './build-result.ts';
import {cause} from './cause.ts';
import {cellResult} from './cell-result.ts';
import {drift, imageFacts} from './facts.ts';
import {name} from './name.ts';

export const schemaVersion = 1;

export const imageResult = z.object({
	id: name,
	title: z.string(),
	state: z.enum(['ready', 'miss']),
	/** Why the image is unavailable. */
	reason: z.string().optional(),
	/** Every attempt to get it, and what to try next. */
	help: z.string().optional(),
	/** The engine's id of the image. */
	digest: z.string().optional(),
	/** Origin of the base: a registry reference with digest, or `bootstrapped from packages`. */
	base: z.string().optional(),
	/** Why the bases that image.yaml prefers are unavailable. */
	passedOver: z.array(z.string()).optional(),
	facts: imageFacts.optional(),
	/** Facts that differ from what image.yaml expects. Absent: none. */
	drift: z.array(drift).optional(),
});
export type ImageResult = z.infer<typeof imageResult>;

export const scenarioResult = z.object({
	id: name,
	title: z.string(),
	file: z.string(),
	/** User reports that it guards: `containers/crun#1627`. */
	reports: z.array(z.string()),
	/** What it guards of each report, in a phrase. Absent in results of an older netlock. */
	guards: z.record(z.string(), z.string()).optional(),
	/** Image in which it restores, for a scenario with destinations. */
	destination: z.string().optional(),
	/** sha256 of the scenario's file. Two runs checked the same behaviour only if it is equal. */
	digest: z.string().optional(),
	/** Whether it is in the core. */
	core: z.boolean().optional(),
	/** Whether `netlock validate` runs it with every patch, as it does the core. */
	smoke: z.boolean().optional(),
});
export type ScenarioResult = z.infer<typeof scenarioResult>;

/** What a run took from a netlock.yaml. The settings are as they would be typed. */
export const projectSettings = z.object({file: z.string(), settings: z.array(z.string())});
export type ProjectSettings = z.infer<typeof projectSettings>;

/** A name, and no path: folders and files have this name. */
export const runId = z.string().regex(/^(?!\.)[^/\0]+$/, 'must be a name, and no path');

export const results = z.object({
	schema: z.literal(schemaVersion),
	run: z.object({
		id: runId,
		netlock: z.string(),
		/** ISO 8601. */
		started: z.string(),
		finished: z.string(),
		interrupted: z.boolean(),
		command: z.string(),
		jobs: z.number(),
		/** Absent without a netlock.yaml. */
		project: projectSettings.optional(),
	}),
	host: z.object({
		kernel: z.string(),
		arch: z.string().default('unknown'),
		os: z.string(),
		engine: z.string(),
		cgroups: z.string(),
		cpus: z.number(),
	}),
	images: z.array(imageResult),
	builds: z.array(buildResult),
	scenarios: z.array(scenarioResult),
	cells: z.array(cellResult),
	/** The causes. Absent in results of an older netlock: then they are computed on reading. */
	causes: z.array(cause).optional(),
});
export type Results = z.infer<typeof results>;
