// Progress of a bisection: rounds of builds, which all take the same steps.
import type {BuildRef} from '../results/bisection.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import type {Progress} from './progress.ts';

export class BisectionProgress {
	readonly #progress: Pick<Progress, 'step'>;
	readonly #shown = new Set<string>();
	#done = 0;
	#total = 0;

	constructor(progress: Pick<Progress, 'step'>) {
		this.#progress = progress;
	}

	/** Every round takes the same steps, so each step is shown once. */
	step: Progress['step'] = (subject, step) => {
		const key = `${subject} ${JSON.stringify(step)}`;
		if (step.kind === 'output' || !this.#shown.has(key)) this.#progress.step(subject, step);
		this.#shown.add(key);
	};

	begin = ({name}: BuildRef, {cells}: Pick<RunPlan, 'cells'>): void => {
		[this.#done, this.#total] = [0, cells.length];
		this.#show(name);
	};

	event = ({name}: BuildRef, {type}: Pick<Event, 'type'>): void => {
		if (type !== 'cell-finished') return;
		this.#done++;
		this.#show(name);
	};

	#show(build: string): void {
		this.#progress.step(build, {kind: 'cells', done: this.#done, total: this.#total});
	}
}
