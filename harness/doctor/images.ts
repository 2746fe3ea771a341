// Each image: ready, to be built, or unavailable.
import type {ImageDefinition} from '../images/definition.ts';
import {driftOf} from '../images/expect.ts';
import type {Drift, ImageFacts} from '../model/facts.ts';
import {lockTool} from '../plan/gates.ts';
import {type BaseAvailability, baseAvailability} from './base-availability.ts';
import {type Check, note, ok} from './check.ts';
import type {ImageState, Pending} from './image-state.ts';
import type {Sources} from './sources.ts';

/** `pending`: the next run builds or measures it first. */
export type Availability = 'ready' | 'pending' | 'missing';
export type ImageReport = {
	id: string;
	title: string;
	availability: Availability;
	check: Check;
	/** What it was built on. */
	base?: string;
	facts?: ImageFacts;
	drift?: Drift[];
};

/** `unknown`: no engine answers, so what it has is not known. */
export type KnownState = ImageState | {state: 'unknown'};

const describeFacts = ({criu, runtimes, tools}: ImageFacts): string => {
	const parts = Object.entries(runtimes).map(
		([name, {version, checkpoints}]) => `${name} ${version}${checkpoints ? '' : ' (without checkpoint)'}`,
	);
	const tool = criu.defaultLock && lockTool[criu.defaultLock];
	const lacking = tool === undefined || tools[tool] ? '' : ` (without ${tool})`;
	const lock = criu.defaultLock ?? `unknown (${criu.defaultLockError ?? 'not measured'})`;
	return `ready: ${[...parts, `CRIU ${criu.version}`].join(', ')}, default lock ${lock}${lacking}`;
};

type Step = {state: 'ready' | 'unknown'} | Pending;
/** How the base of an image that is not ready comes here. */
export type Way = {here: true} | BaseAvailability;

export const wayTo = ({bases}: ImageDefinition, step: Step, sources: Sources): Way => {
	const here = step.state === 'ready' || (step.state === 'pending' && !step.next.startsWith('base '));
	return here ? {here: true} : baseAvailability(bases, sources);
};

const pending = ({id, title}: ImageDefinition, detail: string): ImageReport => ({
	id,
	title,
	availability: 'pending',
	check: note(id, detail),
});

/** `toolsWay`: how the base of the tools' image comes here. */
export const reportImage = (
	definition: ImageDefinition,
	state: KnownState,
	toolsWay: Way,
	sources: Sources,
): ImageReport => {
	const {id, title} = definition;
	if (state.state === 'ready') {
		const {facts, base} = state.image;
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
	if (state.state === 'pending' && state.next.startsWith('measure')) {
		return pending(definition, 'built; the next run measures it on this kernel first');
	}
	const way = wayTo(definition, state, sources);
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
		state.state === 'unknown' ? `can be built ${base}, unless the engine has it` : `the next run builds it, ${base}`,
	);
};
