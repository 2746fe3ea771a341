// Live progress. On a terminal it is one line that is redrawn. Elsewhere it is few plain lines: unexpected outcomes,
// and a sign of life.

import type {OnPreparing, Step} from '../model/step.ts';
import {describeStep} from '../report/describe-step.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {cellsToRun} from '../run/plan-file.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {printable} from '../support/printable.ts';
import {cutToWidth, usableWidth} from '../support/terminal-width.ts';

type Output = {write: (text: string) => unknown; columns?: number};

/** An estimate is shown in whole seconds. */
const wholeSeconds = (milliseconds: number): string => formatDuration(Math.ceil(milliseconds / 1000) * 1000);

/** Time between two signs of life. */
const heartbeatMs = 30_000;

/** Steps that are frequent and need no attention. Where there is no terminal, they only give a sign of life. */
const passing: ReadonlySet<Step['kind']> = new Set([
	'base',
	'tools',
	'build',
	'measure',
	'builder',
	'compile',
	'fetch',
	'output',
	'cells',
]);

/** Warnings that no report repeats. On a terminal too, the next step must not overwrite them. */
const lasting: ReadonlySet<Step['kind']> = new Set([
	'known issue expired',
	'known issue matches nothing',
	'recorded otherwise',
]);

const needsNoWord = (step: Step): boolean => step.kind === 'images ready' && step.built === 0;

/** How many unexpected cells are shown while the run goes on. The summary at the end shows all of them by cause. */
const namedAtOnce = 10;

export class Progress {
	#output: Output;
	#interactive: boolean;
	#total = 0;
	#done = 0;
	#unexpected = 0;
	#running = new Set<string>();
	#started = 0;
	readonly #now: () => number;
	#lastBeat = Number.NEGATIVE_INFINITY;

	/** `now`: milliseconds of a clock that never jumps. */
	constructor(output: Output, interactive: boolean, now = () => performance.now()) {
		this.#output = output;
		this.#interactive = interactive;
		this.#now = now;
	}

	/** A step before the first cell, such as the build of an image. */
	step: OnPreparing = (subject, step) => {
		const line = `${subject}: ${describeStep(step).split('\n')[0]}`;
		if (lasting.has(step.kind)) this.#line(line);
		else if (this.#interactive) this.#redraw(line);
		else if (passing.has(step.kind)) this.#heartbeat(`preparing ${line}`);
		else if (!needsNoWord(step)) this.#line(`preparing ${line}`);
	};

	begin({cells, done = [], folder, jobs, repeat}: RunPlan): void {
		const running = cellsToRun({cells, done}).length;
		const settled = cells.flatMap(cell => cell.settled?.outcome ?? []);
		const skipped = settled.filter(outcome => outcome === 'skip').length;
		const unable = settled.length - skipped;
		const rounds = repeat === 1 ? '' : `, ${repeat} times each`;
		this.#total = running * repeat;
		this.#done = 0;
		this.#unexpected = 0;
		this.#started = this.#now();
		this.#lastBeat = this.#started;
		this.#line(
			[
				`${counted(running, 'cell')} to run${running === 0 ? '' : `${rounds}, ${jobs} at a time`}`,
				...(done.length === 0 ? [] : [`${done.length} ${done.length === 1 ? 'was' : 'were'} measured earlier`]),
				...(skipped === 0 ? [] : [`${skipped} ${skipped === 1 ? 'does' : 'do'} not apply`]),
				...(unable === 0 ? [] : [`${unable} cannot run`]),
				folder,
			].join('; '),
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
				this.#unexpectedLine(`${event.cell}: ${layer === undefined ? '' : `${layer}: `}${reason ?? ''}`, outcome);
			}
		}
		this.#show();
	}

	/** An arrow function, so that it can be passed as a callback. */
	readonly refused = (line: string): void => this.note(`an event cannot be read: ${line}`);

	note(text: string): void {
		this.#line(text);
	}

	/** Shows no counts: the verdict has them. */
	end(): void {
		if (this.#interactive) this.#output.write('\r\x1b[K');
	}

	#unexpectedLine(what: string, outcome: string): void {
		if (this.#unexpected <= namedAtOnce) this.#line(`${outcome}, unexpected: ${what}`);
		if (this.#unexpected === namedAtOnce) this.#line('further unexpected cells are counted, and listed at the end');
	}

	#show(): void {
		if (this.#interactive) {
			const [current = ''] = this.#running;
			this.#redraw(`${this.#counts()}  ${current}`);
		} else {
			this.#heartbeat(this.#counts());
		}
	}

	#heartbeat(text: string): void {
		if (this.#now() - this.#lastBeat < heartbeatMs) return;
		this.#lastBeat = this.#now();
		this.#line(text);
	}

	#counts(): string {
		const elapsed = this.#now() - this.#started;
		const left =
			this.#done === 0 || this.#done === this.#total
				? ''
				: `, about ${wholeSeconds((elapsed / this.#done) * (this.#total - this.#done))} left`;
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
