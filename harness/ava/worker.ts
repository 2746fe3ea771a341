// AVA's shared worker: one for all test processes. It holds the engine's connection, bounds how many sandboxes there are
// at a time, and writes the event log. Loading testcontainers once, here, saves each test process that time.
import type {SharedWorker} from 'ava/plugin';
import {openSandbox} from '../container/open-sandbox.ts';
import {connect, type Engine} from '../engine/connect.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {appendEvent} from '../results/events.ts';
import {Places} from '../run/places.ts';
import {eventsFile, partsOf, type RunPlan, readPlan} from '../run/plan-file.ts';
import {environment} from './environment.ts';
import type {Answer, Ask, Calls} from './protocol.ts';

type Worker = {plan: RunPlan; engine: Engine; places: Places; sandboxes: Map<string, StartedSandbox>};
type Owner = SharedWorker.TestWorker<Ask>;

const start = async (): Promise<Worker> => {
	const {planPath, engine: config} = environment();
	const plan =
		planPath === undefined ? await (await import('./default-plan.ts')).defaultPlan(config) : await readPlan(planPath);
	const engine = await connect({...config, dockerHost: plan.endpoint});
	return {plan, engine, places: new Places(plan.jobs), sandboxes: new Map()};
};

const close = async ({sandboxes, places}: Worker, id: string): Promise<void> => {
	const sandbox = sandboxes.get(id);
	if (!sandbox) return;
	sandboxes.delete(id);
	await sandbox.stop().finally(() => places.leave());
};

const open = async (worker: Worker, id: string, owner: Owner): Promise<Calls['open']['answer']> => {
	const {plan, engine, places, sandboxes} = worker;
	const asked = performance.now();
	await places.enter();
	const waited = performance.now() - asked;
	try {
		const cell = plan.cells.find(each => each.id === id);
		if (!cell) throw new Error(`there is no cell ${id} in the plan`);
		const {image, build} = partsOf(plan, cell);
		appendEvent(eventsFile(plan.folder), {type: 'cell-started', cell: id});
		const sandbox = await openSandbox(engine.docker, {
			ref: image.ref,
			run: plan.run,
			cell: id,
			owner: plan.owner,
			binary: build.source === 'binary' ? {name: build.runtime, path: build.path} : undefined,
		});
		sandboxes.set(sandbox.id, sandbox);
		// A test process that dies takes its sandboxes with it.
		owner.teardown(() => close(worker, sandbox.id));
		return {sandbox: sandbox.id, waited};
	} catch (error) {
		places.leave();
		throw error;
	}
};

const answer = async (worker: Worker, ask: Ask, owner: Owner): Promise<unknown> => {
	const {plan, sandboxes} = worker;
	switch (ask.call) {
		case 'plan':
			return plan;
		case 'open':
			return open(worker, ask.cell, owner);
		case 'exec': {
			const sandbox = sandboxes.get(ask.sandbox);
			if (!sandbox) throw new Error(`sandbox ${ask.sandbox} is closed`);
			return sandbox.exec(ask.argv, ask.options);
		}
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
	const started = start();
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
