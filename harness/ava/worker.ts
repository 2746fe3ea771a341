// AVA's shared worker: one for all test processes. It holds the engine's connection, bounds how many sandboxes there are
// at a time, and writes the event log. Loading testcontainers once, here, saves each test process that time.
import {setTimeout as sleep} from 'node:timers/promises';
import type {SharedWorker} from 'ava/plugin';
import {connect} from '../engine/connect.ts';
import {EngineError} from '../engine/errors.ts';
import {loadSandboxes} from '../engine/sandbox.ts';
import {withReasons} from '../engine/sandbox-end.ts';
import {sweepRun} from '../engine/sweep.ts';
import {reasonOf, withEngine} from '../engine/watch.ts';
import {openEventLog} from '../results/events.ts';
import {eventsFile, readPlan} from '../run/plan-file.ts';
import {signalGroup} from '../run/process-group.ts';
import {gatherPhases, phaseLog} from '../run/profile.ts';
import {openSandbox, type SandboxRequest} from '../sandbox/open-sandbox.ts';
import {sandboxLimits} from '../sandbox/privileges.ts';
import {limits} from '../support/limits.ts';
import {Desk} from './desk.ts';
import {environment} from './environment.ts';
import {type Parent, parentAt} from './parent.ts';
import {profiled} from './profiled-desk.ts';
import {type Ask, type Reply, replyOf} from './protocol.ts';

/** `end`: removes all sandboxes of the run, and opens no more. */
type Run = {desk: Pick<Desk, 'answer'>; end: () => Promise<void>};

const begin = async (parent: Parent | undefined): Promise<Run> => {
	const {planPath, engine: config} = environment();
	const plan =
		planPath === undefined ? await (await import('./default-plan.ts')).defaultPlan(config) : await readPlan(planPath);
	const {docker} = await connect({...config, dockerHost: plan.endpoint});
	const opening = new Set<Promise<unknown>>();
	const end = new AbortController();
	const open = async (request: SandboxRequest) => {
		const sandbox = withEngine(docker, plan.endpoint, () => openSandbox(docker, request));
		opening.add(sandbox);
		const started = await sandbox.finally(() => opening.delete(sandbox));
		const own = plan.bundle === undefined ? sandboxLimits : undefined;
		return withReasons(started, own, error => reasonOf(docker, plan.endpoint, error));
	};
	const log = openEventLog(eventsFile(plan.folder), plan.run, parent?.send);
	const desk = new Desk({plan, log, openSandbox: open, end: end.signal});
	const record = plan.profile ? phaseLog(plan.folder) : undefined;
	if (record) gatherPhases(record);
	return {
		desk: record ? profiled(desk, record) : desk,
		end: async () => {
			end.abort(new EngineError('the run has ended: its netlock is gone'));
			await Promise.allSettled(opening);
			await sweepRun(docker, plan.run);
		},
	};
};

/** Ends the run when netlock is gone: it was killed, or its terminal was closed. No other process would end it. */
const endWith = async (parent: Parent, begun: Promise<Run>): Promise<void> => {
	await parent.gone;
	const ended = begun.then(({end}) => end()).catch(() => {});
	await Promise.race([ended, sleep(limits.orphanEndMs)]);
	signalGroup(process.pid, 'SIGKILL');
};

const main: SharedWorker.Factory = async ({negotiateProtocol}) => {
	const {pipe} = environment();
	const parent = pipe === undefined ? undefined : parentAt(pipe);
	const begun = begin(parent);
	void loadSandboxes();
	// Each request reports an engine that does not answer.
	begun.catch(() => {});
	if (parent) void endWith(parent, begun);
	const protocol = negotiateProtocol<Ask | Reply>(['ava-4']).ready();
	for await (const message of protocol.subscribe()) {
		const work = begun.then(({desk}) => desk.answer(message.data as Ask, message.testWorker));
		void replyOf(work).then(reply => message.reply(reply));
	}
};

export default main;
