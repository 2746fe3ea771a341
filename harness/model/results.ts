// results.json, version 1: what one run measured. Written by netlock, read by reports and by other people's tools.
import {z} from 'zod';
import {buildResult} from './build-result.ts';
import {cause} from './cause.ts';
import {cellResult} from './cell-result.ts';
import {drift, imageFacts} from './facts.ts';

export const schemaVersion = 1;

export const imageResult = z.object({
	id: z.string(),
	title: z.string(),
	state: z.enum(['ready', 'miss']),
	/** Why the image could not be had. */
	reason: z.string().optional(),
	/** Every attempt at it, and what to try next. */
	help: z.string().optional(),
	/** Engine's image id. */
	digest: z.string().optional(),
	/** Where the base came from: a registry reference with digest, or `bootstrapped from packages`. */
	base: z.string().optional(),
	/** Why the bases that image.yaml prefers could not be had. */
	passedOver: z.array(z.string()).optional(),
	facts: imageFacts.optional(),
	/** What differs from what image.yaml expects; absent when nothing does. */
	drift: z.array(drift).optional(),
});
export type ImageResult = z.infer<typeof imageResult>;

export const scenarioResult = z.object({
	id: z.string(),
	title: z.string(),
	file: z.string(),
	/** User reports that it guards: `containers/crun#1627`. */
	reports: z.array(z.string()),
	/** What it guards of each report, in a phrase; absent in results of an older netlock. */
	guards: z.record(z.string(), z.string()).optional(),
	/** Image that it restores in, when it is about that. */
	destination: z.string().optional(),
	/** sha256 of the scenario's file: what two runs asked is the same only if it is. */
	digest: z.string().optional(),
	/** One of those that say whether checkpoint/restore works at all. */
	core: z.boolean().optional(),
	/** One of those that `netlock validate` runs with every patch, beside the core. */
	smoke: z.boolean().optional(),
});
export type ScenarioResult = z.infer<typeof scenarioResult>;

/** What a run took from a netlock.yaml: settings as they would be typed. */
export const projectSettings = z.object({file: z.string(), settings: z.array(z.string())});
export type ProjectSettings = z.infer<typeof projectSettings>;

/** A name, and no path: folders and files are named for it. */
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
	/** What is wrong, each once however many cells show it. Absent in results of an older netlock, and computed when read. */
	causes: z.array(cause).optional(),
});
export type Results = z.infer<typeof results>;
