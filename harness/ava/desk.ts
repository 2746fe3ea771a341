// Serves the requests of test processes: opens and closes sandboxes, runs commands in them, and logs events.
import {copyFolders} from '../engine/copy-folders.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {EventLog} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {partsOf, planOfFile} from '../run/plan-file.ts';
import type {SandboxRequest} from '../sandbox/open-sandbox.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {Semaphore} from '../support/semaphore.ts';
import type {Ask, Calls, Value} from './protocol.ts';

/** `within`: the cell's first sandbox. Both share its slot and are closed together. */
type Opened = StartedSandbox & {within?: string};

/** The test process that sent the request. */
export type Asker = {teardown: (work: () => Promise<void>) => void};

/**
 * How many more sandboxes are opened than there are slots, as a share of the slots. The machine then has work while
 * cells wait.
 */
const shareAhead = 1 / 3;

export type DeskOptions = {
	plan: RunPlan;
	log: EventLog;
	openSandbox: (request: SandboxRequest) => Promise<StartedSandbox>;
	/** Fires when the run ends before its cells. From then on no sandbox is opened and no event is logged. */
	end: AbortSignal;
};

export class Desk {
	readonly #options: DeskOptions;
	readonly #slots: Semaphore;
	/** Bounds the sandboxes that exist. Only a cell that also has a slot may use its sandbox. */
	readonly #ahead: Semaphore;
	readonly #sandboxes = new Map<string, Opened>();
	/** Sandboxes that are being removed. No cell waits for a removal. */
	readonly #removals = new Set<Promise<unknown>>();

	constructor(options: DeskOptions) {
		this.#options = options;
		const {jobs} = options.plan;
		this.#slots = new Semaphore(jobs);
		this.#ahead = new Semaphore(jobs + Math.ceil(jobs * shareAhead));
	}

	async answer(ask: Ask, asker: Asker): Promise<Value> {
		this.#options.end.throwIfAborted();
		switch (ask.call) {
			case 'plan':
				return planOfFile(this.#options.plan, ask.file);
			case 'open':
				return this.#open(ask.cell, asker);
			case 'open-destination':
				return this.#openDestination(ask);
			case 'copy-folders':
				await copyFolders(this.#sandbox(ask.from), this.#sandbox(ask.to), ask.folders);
				return {};
			case 'exec':
				return this.#sandbox(ask.sandbox).exec(ask.argv, ask.options);
			case 'close':
				await this.#close(ask.sandbox);
				return {};
			case 'event':
				await this.#options.log.append(ask.event);
				return {};
		}
	}

	async #open(id: string, asker: Asker): Promise<Calls['open']['value']> {
		const asked = performance.now();
		const cell = this.#cell(id);
		await this.#ahead.enter(cell.took);
		const starting = this.#startUnlessEnded(cell);
		// The `await` below handles the error, once the cell has a slot.
		starting.catch(() => {});
		await this.#slots.enter(cell.took);
		const waited = performance.now() - asked;
		try {
			this.#options.end.throwIfAborted();
			await this.#options.log.append({type: 'cell-started', cell: id});
			const sandbox = await starting;
			this.#sandboxes.set(sandbox.id, sandbox);
			// When a test process ends, its sandboxes are closed. It waits until they are removed.
			asker.teardown(async () => {
				await this.#close(sandbox.id);
				await Promise.all(this.#removals);
			});
			return {sandbox: sandbox.id, waited};
		} catch (error) {
			this.#leave();
			// No cell will use this sandbox.
			starting.then(sandbox => sandbox.stop()).catch(() => {});
			throw error;
		}
	}

	#leave(): void {
		this.#slots.leave();
		this.#ahead.leave();
	}

	/** Starts no sandbox for a cell that still waited when the run ended. */
	async #startUnlessEnded(cell: PlannedCell): Promise<StartedSandbox> {
		this.#options.end.throwIfAborted();
		return this.#start(cell);
	}

	/** Takes no slot: a cell that held one slot and waited for a second one could wait for ever. */
	async #openDestination(ask: Calls['open-destination']['ask']): Promise<Calls['open-destination']['value']> {
		const sandbox = await this.#start(this.#cell(ask.cell), ask.image);
		if (this.#sandboxes.has(ask.sandbox)) {
			this.#sandboxes.set(sandbox.id, {...sandbox, within: ask.sandbox});
			return {sandbox: sandbox.id};
		}
		const closed = new Error(`sandbox ${ask.sandbox} is closed`);
		return thenCleanUp(
			() => Promise.reject(closed),
			() => sandbox.stop(),
		);
	}

	async #close(id: string): Promise<void> {
		const sandbox = this.#sandboxes.get(id);
		if (!sandbox) return;
		const all = [sandbox, ...[...this.#sandboxes.values()].filter(({within}) => within === id)];
		for (const each of all) this.#sandboxes.delete(each.id);
		const removal = Promise.allSettled(all.map(each => each.stop())).finally(() => this.#removals.delete(removal));
		this.#removals.add(removal);
		// If the engine removes slowly, wait: removed sandboxes must not pile up.
		while (this.#removals.size > this.#options.plan.jobs) await Promise.race(this.#removals);
		this.#leave();
	}

	#start(cell: PlannedCell, image = cell.image): Promise<StartedSandbox> {
		const {plan, openSandbox} = this.#options;
		const {ref, underTest} = partsOf(plan, cell, image).place;
		const {capabilities: extra} = cell;
		const {bundle} = plan;
		return openSandbox({ref, run: plan.run, cell: cell.id, owner: plan.owner, underTest, bundle, extra});
	}

	#cell(id: string): PlannedCell {
		const cell = this.#options.plan.cells.find(each => each.id === id);
		if (!cell) throw new Error(`there is no cell ${id} in the plan`);
		return cell;
	}

	#sandbox(id: string): Opened {
		const sandbox = this.#sandboxes.get(id);
		if (!sandbox) throw new Error(`sandbox ${id} is closed`);
		return sandbox;
	}
}
