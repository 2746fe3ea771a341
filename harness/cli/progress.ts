// Live progress: one line that is redrawn on a terminal, plain lines elsewhere.

import type {OnPreparing, Step} from '../model/step.ts';
import {describeStep} from '../report/describe-step.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {printable} from '../support/printable.ts';
import {cutToWidth, usableWidth} from '../support/terminal-width.ts';

type Output = {write: (text: string) => unknown; columns?: number};

/** An estimate has no tenths. */
const wholeSeconds = (milliseconds: number): string => formatDuration(Math.ceil(milliseconds / 1000) * 1000);

/** Between two plain lines. */
const plainIntervalMs = 10_000;

/** Steps that come by the hundred, and are shown on a terminal only. */
const passing: ReadonlySet<Step['kind']> = new Set(['output', 'cells']);

export class Progress {
	#output: Output;
	#interactive: boolean;
	#total = 0;
	#done = 0;
	#unexpected = 0;
	#running = new Set<string>();
	#started = 0;
	#lastPlain = 0;

	constructor(output: Output, interactive: boolean) {
		this.#output = output;
		this.#interactive = interactive;
	}

	/** A step of preparing, such as an image's build. */
	step: OnPreparing = (subject, step) => {
		const line = `${subject}: ${describeStep(step).split('\n')[0]}`;
		if (this.#interactive) this.#redraw(line);
		else if (!passing.has(step.kind)) this.#line(`preparing ${line}`);
	};

	begin({cells, folder, jobs, repeat}: RunPlan): void {
		const running = cells.filter(({settled}) => settled === undefined).length;
		this.#total = running * repeat;
		this.#done = 0;
		this.#unexpected = 0;
		this.#started = performance.now();
		this.#lastPlain = this.#started;
		this.#line(
			`${counted(running, 'cell')} to run${repeat === 1 ? '' : `, ${repeat} times each`}, ${jobs} at a time; ${cells.length - running} cannot run; ${folder}`,
		);
	}

	event(event: Event): void {
		if (event.type === 'cell-started') {
			this.#running.add(event.cell);
		} else {
			this.#running.delete(event.cell);
			this.#done++;
			const {unexpected, outcome, layer, reason} = event.result;
			if (unexpected) {
				this.#unexpected++;
				this.#line(`${outcome}, unexpected: ${event.cell}: ${layer === undefined ? '' : `${layer}: `}${reason ?? ''}`);
			}
		}
		this.#show();
	}

	note(text: string): void {
		this.#line(text);
	}

	end(): void {
		if (this.#interactive) this.#output.write('\r\x1b[K');
		this.#line(
			`${this.#done} of ${counted(this.#total, 'cell')} ran in ${formatDuration(performance.now() - this.#started)}`,
		);
	}

	#show(): void {
		if (this.#interactive) {
			const [current = ''] = this.#running;
			this.#redraw(`${this.#counts()}  ${current}`);
		} else if (performance.now() - this.#lastPlain > plainIntervalMs) {
			this.#lastPlain = performance.now();
			this.#line(this.#counts());
		}
	}

	#counts(): string {
		const elapsed = performance.now() - this.#started;
		const left =
			this.#done === 0 ? '' : `, about ${wholeSeconds((elapsed / this.#done) * (this.#total - this.#done))} left`;
		const unexpected = this.#unexpected === 0 ? '' : `, ${this.#unexpected} unexpected`;
		return `${this.#done}/${this.#total} cells${unexpected}${left}`;
	}

	#redraw(text: string): void {
		this.#output.write(`\r\x1b[K${cutToWidth(printable(text), usableWidth(this.#output.columns) - 1)}`);
	}

	#line(text: string): void {
		this.#output.write(`${this.#interactive ? '\r\x1b[K' : ''}netlock: ${printable(text)}\n`);
	}
}
