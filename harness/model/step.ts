// What netlock does before the first cell, one step at a time. report/describe-step.ts puts a step into words; nothing decides
// by those words.
import type {Method} from './axes.ts';
import type {Drift} from './facts.ts';

/** What is done for an image until it is ready. */
export type ImageStep =
	/** Its base is pulled or bootstrapped. */
	| {kind: 'base'; name: string}
	/** The image of tools is made ready, which every other one is built with. */
	| {kind: 'tools'}
	| {kind: 'build'}
	/** What it holds is measured in a sandbox. */
	| {kind: 'measure'};

export type Step =
	| ImageStep
	/** Something failed that may pass. */
	| {kind: 'try again'; problem: string}
	/** What was measured is not what image.yaml expects. */
	| {kind: 'drift'; drift: Drift}
	/** CRIU records another default lock than it takes. */
	| {kind: 'recorded otherwise'; recorded: Method; held: Method}
	/** All images have been looked after; `built`: how many were built or measured now. */
	| {kind: 'images ready'; ready: number; built: number}
	| {kind: 'images unavailable'; images: readonly string[]; reason: string}
	/** A private engine is started. */
	| {kind: 'engine'; endpoint: string}
	| {kind: 'known issue expired'; expires: string; bug: string}
	/** The image that compiles a project is made. */
	| {kind: 'builder'; project: string}
	| {kind: 'compile'; project: string; isPatched: boolean}
	/** The build was ended by something that is not netlock, and is tried once more. */
	| {kind: 'compile again'; project: string; exit: number}
	/** A package is fetched from COPR. */
	| {kind: 'fetch'; project: string; from: string}
	| {kind: 'save'; images: number}
	/** An archive is verified and loaded. */
	| {kind: 'load'}
	| {kind: 'push'; to: string}
	/** Of a round of cells, so many have ended. */
	| {kind: 'cells'; done: number; total: number}
	/** A line that a command prints. */
	| {kind: 'output'; line: string};

export type OnStep = (step: Step) => void;

/** `subject`: what the step is for: an image, a build, `engine`. */
export type OnPreparing = (subject: string, step: Step) => void;
