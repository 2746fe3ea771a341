// Checks each image: ready, not built yet, or unavailable.
import type {ImageDefinition} from '../images/definition.ts';
import {driftOf} from '../images/expect.ts';
import type {Ready, ReadyImage} from '../images/next-step.ts';
import type {Drift, ImageFacts} from '../model/facts.ts';
import {lockTool} from '../model/method.ts';
import type {ImageStep} from '../model/step.ts';
import {type BaseAvailability, baseAvailability} from './base-availability.ts';
import {type Check, note, ok} from './check.ts';
import type {Sources} from './sources.ts';

/** `pending`: the next run builds or measures the image first. */
export type Availability = 'ready' | 'pending' | 'missing';
export type ImageReport = {
	id: string;
	title: string;
	availability: Availability;
	check: Check;
	/** The base that it was built on. */
	base?: string;
	facts?: ImageFacts;
	drift?: Drift[];
};

/** `unknown`: no engine answers, so the state of the image is not known. */
export type Next<Image> = ImageStep | Ready<Image> | {kind: 'unknown'};

const describeFacts = ({criu, runtimes, tools}: ImageFacts): string => {
	const parts = Object.entries(runtimes).map(
		([name, {version, checkpoints}]) => `${name} ${version}${checkpoints ? '' : ' (without checkpoint)'}`,
	);
	const tool = criu.defaultLock && lockTool[criu.defaultLock];
	const lacking = tool === undefined || tools[tool] ? '' : ` (without ${tool})`;
	const lock = criu.defaultLock ?? `unknown (${criu.defaultLockError ?? 'not measured'})`;
	return `ready: ${[...parts, `CRIU ${criu.version}`].join(', ')}, default lock ${lock}${lacking}`;
};

/** How netlock gets the base of an image that is not ready. */
export type Way = {here: true} | BaseAvailability;

export const wayTo = ({bases}: ImageDefinition, {kind}: Next<unknown>, sources: Sources): Way =>
	kind === 'base' || kind === 'unknown' ? baseAvailability(bases, sources) : {here: true};

const pending = ({id, title}: ImageDefinition, detail: string): ImageReport => ({
	id,
	title,
	availability: 'pending',
	check: note(id, detail),
});

/** `toolsWay`: how netlock gets the base of the tools' image. */
export const reportImage = (
	definition: ImageDefinition,
	next: Next<ReadyImage>,
	toolsWay: Way,
	sources: Sources,
): ImageReport => {
	const {id, title} = definition;
	if (next.kind === 'ready') {
		const {facts, base} = next.image;
		return {
			id,
			title,
			availability: 'ready',
			check: ok(id, describeFacts(facts)),
			base,
			facts,
			drift: driftOf(definition.expect, facts),
		};
	}
	if (next.kind === 'measure') {
		return pending(definition, 'built; the next run measures it on this kernel first');
	}
	const way = wayTo(definition, next, sources);
	const obstacles = [
		...('obstacles' in way ? way.obstacles : []),
		...('obstacles' in toolsWay ? toolsWay.obstacles.map(why => `the tools' image: ${why}`) : []),
	];
	if (obstacles.length > 0) {
		const detail = `unavailable, so its cells are \`miss\`: ${[...new Set(obstacles)].join('; ')}`;
		return {id, title, availability: 'missing', check: note(id, detail, 'see "Where images come from"')};
	}
	const base = 'from' in way ? `from ${way.from}` : 'its base is here';
	return pending(
		definition,
		next.kind === 'unknown' ? `can be built ${base}, unless the engine has it` : `the next run builds it, ${base}`,
	);
};
