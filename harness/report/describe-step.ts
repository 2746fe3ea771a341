// Puts a step into words, for the line of progress.
import type {Step} from '../model/step.ts';
import {describeDrift} from '../results/drift.ts';

export const describeStep = (step: Step): string => {
	switch (step.kind) {
		case 'base':
			return `base ${step.name}`;
		case 'tools':
			return 'waits for the image of tools';
		case 'build':
			return 'build';
		case 'measure':
			return 'measure what it holds';
		case 'try again':
			return `${step.problem}; trying again`;
		case 'drift':
			return `is not as expected: ${describeDrift(step.drift)}`;
		case 'recorded otherwise':
			return `CRIU records ${step.recorded} where the kernel has ${step.held}, by default: its record cannot be trusted`;
		case 'images ready': {
			const built = step.built === 0 ? 'nothing to build' : `${step.built} of them built or measured now`;
			return `${step.ready} ready, ${built}`;
		}
		case 'images unavailable':
			return `unavailable: ${step.images.join(', ')}: ${step.reason}`;
		case 'engine':
			return `starting a private one at ${step.endpoint}`;
		case 'known issue expired':
			return `expired on ${step.expires} and counts no longer: look at ${step.bug}, then renew or remove it`;
		case 'known issue matches nothing': {
			const hint = step.near === undefined ? '' : `; did you mean ${step.near}?`;
			return `there is no ${step.key} "${step.glob}", which it matches by${hint}`;
		}
		case 'builder':
			return `make a builder for ${step.project}`;
		case 'compile':
			return `compile ${step.project}${step.isPatched ? ', patched' : ''}`;
		case 'compile again':
			return `compile ${step.project} again: the build was ended from outside (${step.exit})`;
		case 'fetch':
			return `fetch ${step.project} from ${step.from}`;
		case 'save':
			return `saving ${step.images} images`;
		case 'load':
			return 'verifying and loading';
		case 'push':
			return `push to ${step.to}`;
		case 'cells':
			return step.done === 0 ? `a round of ${step.total} cells` : `${step.done} of ${step.total} cells`;
		case 'output':
			return step.line;
	}
};
