// Live progress: one line that is redrawn on a terminal, plain lines elsewhere.
import {printable} from '../report/terminal-theme.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../run/plan-file.ts';
import {widthOf} from './terminal.ts';

type Output = {write: (text: string) => unknown; columns?: number};

const clock = (milliseconds: number): string => {
	const seconds = Math.ceil(milliseconds / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Seconds between two plain lines. */
const plainInterval = 10_000;

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

	/** A step of preparing, such as an image's build. What a build prints is shown on a terminal only. */
	step = (subject: string, step: string, detail?: 'output'): void => {
		const line = `${subject}: ${step.split('\n')[0]}`;
		if (this.#interactive) this.#redraw(line);
		else if (detail === undefined) this.#line(`preparing ${line}`);
	};

	begin({cells, folder, jobs, repeat}: RunPlan): void {
		const running = cells.filter(({settled}) => settled === undefined).length;
		this.#total = running * repeat;
		this.#done = 0;
		this.#unexpected = 0;
		this.#started = performance.now();
		this.#lastPlain = this.#started;
		this.#line(
			`${running} cells to run${repeat === 1 ? '' : `, ${repeat} times each`}, ${jobs} at a time; ${cells.length - running} settled without; ${folder}`,
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
		this.#line(`${this.#done} of ${this.#total} cells ran in ${clock(performance.now() - this.#started)}`);
	}

	#show(): void {
		if (this.#interactive) {
			const [current = ''] = this.#running;
			this.#redraw(`${this.#counts()}  ${current}`);
		} else if (performance.now() - this.#lastPlain > plainInterval) {
			this.#lastPlain = performance.now();
			this.#line(this.#counts());
		}
	}

	#counts(): string {
		const elapsed = performance.now() - this.#started;
		const left = this.#done === 0 ? '' : `, about ${clock((elapsed / this.#done) * (this.#total - this.#done))} left`;
		const unexpected = this.#unexpected === 0 ? '' : `, ${this.#unexpected} unexpected`;
		return `${this.#done}/${this.#total} cells${unexpected}${left}`;
	}

	#redraw(text: string): void {
		this.#output.write(`\r\x1b[K${printable(text).slice(0, widthOf(this.#output.columns) - 1)}`);
	}

	#line(text: string): void {
		this.#output.write(`${this.#interactive ? '\r\x1b[K' : ''}netlock: ${printable(text)}\n`);
	}
}
