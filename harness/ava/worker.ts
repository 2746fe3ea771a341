// AVA's shared worker: one for all test processes. It holds the engine's connection, bounds how many sandboxes there are
// at a time, and writes the event log. Loading testcontainers once, here, saves each test process that time.
import type {SharedWorker} from 'ava/plugin';
import {connect, type Engine} from '../engine/connect.ts';
import {carry} from '../engine/copy-folders.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import type {PlannedCell} from '../model/planned.ts';
import {appendEvent} from '../results/events.ts';
import {eventsFile, partsOf, type RunPlan, readPlan} from '../run/plan-file.ts';
import {openSandbox} from '../sandbox/open-sandbox.ts';
import {Semaphore} from '../support/semaphore.ts';
import {environment} from './environment.ts';
import type {Answer, Ask, Calls} from './protocol.ts';

/** `within`: the cell's first sandbox, whose place it shares and with which it is closed. */
type Opened = StartedSandbox & {within?: string};
type Worker = {plan: RunPlan; engine: Engine; places: Semaphore; sandboxes: Map<string, Opened>};
type Owner = SharedWorker.TestWorker<Ask>;

const begin = async (): Promise<Worker> => {
	const {planPath, engine: config} = environment();
	const plan =
		planPath === undefined ? await (await import('./default-plan.ts')).defaultPlan(config) : await readPlan(planPath);
	const engine = await connect({...config, dockerHost: plan.endpoint});
	return {plan, engine, places: new Semaphore(plan.jobs), sandboxes: new Map()};
};

const close = async ({sandboxes, places}: Worker, id: string): Promise<void> => {
	const sandbox = sandboxes.get(id);
	if (!sandbox) return;
	sandboxes.delete(id);
	const further = [...sandboxes.values()].filter(({within}) => within === id);
	for (const each of further) sandboxes.delete(each.id);
	const stopped = Promise.allSettled([sandbox, ...further].map(each => each.stop()));
	await stopped.finally(() => places.leave());
};

const start = ({plan, engine}: Worker, cell: PlannedCell, image = cell.image): Promise<StartedSandbox> => {
	const {ref, underTest} = partsOf(plan, cell, image).place;
	return openSandbox(engine.docker, {
		ref,
		run: plan.run,
		cell: cell.id,
		owner: plan.owner,
		underTest,
		extra: cell.capabilities,
	});
};

const cellOf = (plan: RunPlan, id: string): PlannedCell => {
	const cell = plan.cells.find(each => each.id === id);
	if (!cell) throw new Error(`there is no cell ${id} in the plan`);
	return cell;
};

const open = async (worker: Worker, id: string, owner: Owner): Promise<Calls['open']['answer']> => {
	const {plan, places, sandboxes} = worker;
	const asked = performance.now();
	await places.enter();
	const waited = performance.now() - asked;
	try {
		const cell = cellOf(plan, id);
		appendEvent(eventsFile(plan.folder), {type: 'cell-started', cell: id});
		const sandbox = await start(worker, cell);
		sandboxes.set(sandbox.id, sandbox);
		// A test process that dies takes its sandboxes with it.
		owner.teardown(() => close(worker, sandbox.id));
		return {sandbox: sandbox.id, waited};
	} catch (error) {
		places.leave();
		throw error;
	}
};

/** Asks for no place: a cell that waited for a second one while it holds a first could wait for ever. */
const openFurther = async (worker: Worker, ask: Calls['further']['ask']): Promise<Calls['further']['answer']> => {
	const {plan, sandboxes} = worker;
	const sandbox = await start(worker, cellOf(plan, ask.cell), ask.image);
	if (sandboxes.has(ask.sandbox)) {
		sandboxes.set(sandbox.id, {...sandbox, within: ask.sandbox});
		return {sandbox: sandbox.id};
	}
	await sandbox.stop();
	throw new Error(`sandbox ${ask.sandbox} is closed`);
};

const opened = ({sandboxes}: Worker, id: string): Opened => {
	const sandbox = sandboxes.get(id);
	if (!sandbox) throw new Error(`sandbox ${id} is closed`);
	return sandbox;
};

const answer = async (worker: Worker, ask: Ask, owner: Owner): Promise<unknown> => {
	const {plan} = worker;
	switch (ask.call) {
		case 'plan':
			return plan;
		case 'open':
			return open(worker, ask.cell, owner);
		case 'further':
			return openFurther(worker, ask);
		case 'carry':
			await carry(opened(worker, ask.from), opened(worker, ask.to), ask.folders);
			return {};
		case 'exec':
			return opened(worker, ask.sandbox).exec(ask.argv, ask.options);
		case 'close':
			await close(worker, ask.sandbox);
			return {};
		case 'event':
			appendEvent(eventsFile(plan.folder), ask.event);
			return {};
	}
};

const asAnswer = async (work: Promise<unknown>): Promise<Answer> => {
	try {
		return {ok: true, value: (await work) as Calls[keyof Calls]['answer']};
	} catch (error) {
		const {name, message, shortMessage = message} = error as Error & {shortMessage?: string};
		return {ok: false, name, message, shortMessage};
	}
};

const main: SharedWorker.Factory = async ({negotiateProtocol}) => {
	const started = begin();
	// An engine that cannot be had is told to whoever asks, not to nobody.
	started.catch(() => {});
	const protocol = negotiateProtocol<Ask | Answer>(['ava-4']).ready();
	for await (const message of protocol.subscribe()) {
		const ask = message.data as Ask;
		const work = started.then(worker => answer(worker, ask, message.testWorker as Owner));
		void asAnswer(work).then(data => message.reply(data));
	}
};

export default main;
