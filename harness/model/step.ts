// The steps that netlock takes before the first cell. report/describe-step.ts puts a step into words. No code depends
// on those words.
import type {Method} from './axes.ts';
import type {Drift} from './facts.ts';

/** The steps until an image is ready. */
export type ImageStep =
	/** Pulls or bootstraps its base. */
	| {kind: 'base'; name: string}
	/** Makes the image of tools, which every other image is built with. */
	| {kind: 'tools'}
	| {kind: 'build'}
	/** Measures it in a sandbox. */
	| {kind: 'measure'};

export type Step =
	| ImageStep
	/** A transient failure: netlock tries again. */
	| {kind: 'try again'; problem: string}
	/** Facts differ from what image.yaml expects. */
	| {kind: 'drift'; drift: Drift}
	/** CRIU records another default lock than it uses. */
	| {kind: 'recorded otherwise'; recorded: Method; held: Method}
	/** All images are ready or unavailable. `built`: how many were built or measured now. */
	| {kind: 'images ready'; ready: number; built: number}
	| {kind: 'images unavailable'; images: readonly string[]; reason: string}
	/** Starts a private engine. */
	| {kind: 'engine'; endpoint: string}
	| {kind: 'known issue expired'; expires: string; bug: string}
	/** A glob of a known issue matches no name. `near`: the name that was meant, if one is near. */
	| {kind: 'known issue matches nothing'; key: string; glob: string; near?: string}
	/** Makes the builder of a project. */
	| {kind: 'builder'; project: string}
	| {kind: 'compile'; project: string; isPatched: boolean}
	/** Something other than netlock ended the build. It is tried once more. */
	| {kind: 'compile again'; project: string; exit: number}
	/** Fetches a package from COPR. */
	| {kind: 'fetch'; project: string; from: string}
	| {kind: 'save'; images: number}
	/** Verifies and loads an archive. */
	| {kind: 'load'}
	| {kind: 'push'; to: string}
	/** How many cells of a round have ended. */
	| {kind: 'cells'; done: number; total: number}
	/** A line that a command prints. */
	| {kind: 'output'; line: string};

export type OnStep = (step: Step) => void;

/** `subject`: an image, a build, or `engine`. */
export type OnPreparing = (subject: string, step: Step) => void;
