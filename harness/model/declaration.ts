// What a scenario file declares about itself, before any cell runs.

import type {Lock, Method} from './axes.ts';
import type {Behaviour} from './behaviours.ts';
import type {ImageFacts} from './facts.ts';
import type {Runtime} from './runtime.ts';

/** What a gate may use: measured facts, never assumptions. */
export type Subject = {
	image: string;
	facts: ImageFacts;
	runtime: Runtime;
	lock: Lock;
	/** The method that CRIU must use: the lock asked for or, for `unset`, its measured default. */
	method: Method;
	/** Where the checkpoint is restored, for a scenario with `destinations`. `packaged`: without the parts under test. */
	destination?: {image: string; facts: ImageFacts; packaged: ImageFacts};
};

/** Capabilities that a scenario may add to its sandbox. sandbox/privileges.ts has the reasons. */
export const extraCapabilities = ['NET_RAW', 'DAC_OVERRIDE'] as const;
export type ExtraCapability = (typeof extraCapabilities)[number];

export type ScenarioSpec = {
	locks: readonly Lock[];
	/** Whether it is in the core, which `npm start` runs. `netlock run` runs all scenarios. */
	core?: true;
	/**
	 * Whether `netlock validate` runs it with every patch, as a common way of using a runtime. It runs core scenarios
	 * too.
	 */
	smoke?: true;
	/**
	 * User reports that it guards, each with a phrase: `{'containers/crun#1627': 'crun sends a lock that nobody asked
	 * for'}`.
	 */
	reports: Readonly<Record<string, string>>;
	/** Runtimes that it applies to. For others no cell is planned. */
	runtimes?: (runtime: Runtime) => boolean;
	/** It restores in another image: it is planned once for each image, as a scenario `<file>-<image>`. */
	destinations?: 'every image';
	/** `nothing`: the scenario itself asks for the cell's lock. The runtime gets no option for it. */
	told?: 'nothing';
	/** Behaviours that known issues match on. A scenario that does more than it declares fails with an error. */
	has?: readonly Behaviour[];
	/** Capabilities that its sandboxes need beyond the least. */
	capabilities?: readonly ExtraCapability[];
	/** Why the scenario does not apply to a cell; undefined when it does. */
	skip?: (subject: Subject) => string | undefined;
};

export type Declaration<Body = unknown> = {title: string; spec: ScenarioSpec; body: Body};

/** A declaration and its file. `id` is the file's name without extension, with the destination if there is one. */
export type Scenario = {id: string; file: string; title: string; spec: ScenarioSpec; destination?: string};
