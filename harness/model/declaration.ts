// What a scenario file declares about itself, before any cell runs.

import type {Lock, Method} from './axes.ts';
import type {Behaviour} from './behaviours.ts';
import type {ImageFacts} from './facts.ts';
import type {Runtime} from './runtime.ts';

/** What a gate may look at: measured facts, never assumptions. */
export type Subject = {
	image: string;
	facts: ImageFacts;
	runtime: Runtime;
	lock: Lock;
	/** The method that CRIU is to use: the one asked for or, for `unset`, its measured default. */
	method: Method;
	/** Where the checkpoint is restored, for a scenario with `destinations`. */
	destination?: {image: string; facts: ImageFacts};
};

/** What a scenario's sandbox may do beyond the least; the reasons are in sandbox/privileges.ts. */
export const extraCapabilities = ['NET_RAW', 'DAC_OVERRIDE'] as const;
export type ExtraCapability = (typeof extraCapabilities)[number];

export type ScenarioSpec = {
	locks: readonly Lock[];
	/** Part of the first look that `npm start` takes; the others need `netlock run`. */
	core?: true;
	/** Run with every patch that is validated, as a way that users go; core scenarios are too. */
	smoke?: true;
	/** User reports that it guards, and what of each: `{'containers/crun#1627': 'crun sends a lock that nobody asked for'}`. */
	reports: Readonly<Record<string, string>>;
	/** Runtimes that it is about; no cell is planned for others. */
	runtimes?: (runtime: Runtime) => boolean;
	/** The scenario restores elsewhere: once for each image, as a scenario `<file>-<image>` of its own. */
	destinations?: 'every image';
	/** `nothing`: the scenario itself says where the cell's lock is asked for; the runtime is not told of it. */
	told?: 'nothing';
	/** What it does that known issues are about; one that does more than it says is told so when it runs. */
	has?: readonly Behaviour[];
	/** Capabilities that its sandboxes need beyond the least. */
	capabilities?: readonly ExtraCapability[];
	/** Why the scenario does not apply to a cell; undefined when it does. */
	skip?: (subject: Subject) => string | undefined;
};

export type Declaration<Body = unknown> = {title: string; spec: ScenarioSpec; body: Body};

/** A declaration, and the file that it came from. `id` is the file's name without its extension, and the destination. */
export type Scenario = {id: string; file: string; title: string; spec: ScenarioSpec; destination?: string};
