// Runs one cell in its sandbox. Gives the cell's result: the verdict, the evidence, and the files that netlock saved.
import type {ExecutionContext} from 'ava';
import type {CellContext} from '../container/cell-context.ts';
import {configuration} from '../container/configuration.ts';
import {newContainer} from '../container/container.ts';
import {damageBehind} from '../container/damage.ts';
import {tools} from '../container/faults/broken-tool.ts';
import {help} from '../container/layers/help.ts';
import {savePeerEvidence} from '../container/peers/connection.ts';
import {newPodmanContainer} from '../container/podman.ts';
import type {ScenarioBody} from '../container/scenario-context.ts';
import type {Method} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Declaration} from '../model/declaration.ts';
import type {PlannedCell} from '../model/planned.ts';
import {judge, type Observed} from '../plan/expectation.ts';
import type {RunPlan} from '../results/plan.ts';
import {isPassWelcome, partsOf} from '../run/plan-file.ts';
import {reproduce} from '../run/reproduce.ts';
import {runtimes, toldBy} from '../runtimes/runtime.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {shortMessageOf} from '../support/errors.ts';
import {limits} from '../support/limits.ts';
import {classify} from './classify.ts';
import {destinationOf} from './destination.ts';
import type {Call} from './protocol.ts';
import {saveFiles} from './save-files.ts';

const newContext = (call: Call, plan: RunPlan, cell: PlannedCell, sandbox: string): CellContext => {
	const {
		build,
		place: {facts},
	} = partsOf(plan, cell);
	const runtime = runtimes[build.runtime];
	return {
		sandbox: {exec: (argv, options = {}) => call('exec', {sandbox, argv, options})},
		runtime,
		facts,
		lock: cell.lock,
		// The planner skips cells whose default lock is unknown.
		method: cell.lock === 'unset' ? (facts.criu.defaultLock as Method) : cell.lock,
		told: toldBy(runtime, cell.lock),
		...(plan.bundle && {bundle: plan.bundle.config}),
		criuFiles: new Map(),
		evidence: {operations: []},
		commands: [],
	};
};

const tryBody = async (context: CellContext, body: ScenarioBody, t: ExecutionContext): Promise<Observed> => {
	const {facts, lock, method, told} = context;
	const runtime = runtimes[context.runtime.name];
	try {
		const criu = {version: facts.criu.version, defaultLock: facts.criu.defaultLock as Method};
		await body({
			t,
			container: newContainer(context),
			podman: newPodmanContainer(context),
			configure: configuration(context, runtime),
			tools: tools(context),
			help: help(context),
			runtime,
			criu,
			lock,
			method,
			told,
		});
		return {outcome: 'pass', symptoms: []};
	} catch (error) {
		const found = classify(error);
		if (found.outcome !== 'error') return found;
		// What runs in the sandbox may have taken the evidence away. The sandbox may be gone.
		const damage = await damageBehind(context, error).catch(() => undefined);
		return damage === undefined ? found : classify(damage);
	}
};

/** A full disk says nothing about the product: the outcome stays, and the reason says that the files are missing. */
const trySaving = (found: Observed, save: () => Promise<string[]>): Promise<{found: Observed; files: string[]}> =>
	save().then(
		files => ({found, files}),
		(error: unknown) => {
			const remark = `its files could not be kept: ${shortMessageOf(error)}`;
			return {
				found: {...found, reason: found.reason === undefined ? remark : `${found.reason} (${remark})`},
				files: [],
			};
		},
	);

/** `call`: asks the shared worker. */
export const runCell = async (
	call: Call,
	plan: RunPlan,
	cell: PlannedCell,
	{spec, body, round}: Pick<Declaration<ScenarioBody>, 'spec' | 'body'> & {round: number},
	t: ExecutionContext,
): Promise<CellResult> => {
	const asked = performance.now();
	const {image, runtime, lock, scenario, id} = cell;
	const base = {id, image, runtime, lock, scenario, attempts: 1, reproduce: reproduce(plan, cell)};
	let opened: {sandbox: string; waited: number};
	try {
		opened = await call('open', {cell: id});
	} catch (error) {
		const found = classify(error);
		return {...base, ...judge(found, cell.knownIssues), reason: found.reason};
	}
	// The time limit counts from the moment that the cell has its sandbox.
	t.timeout(limits.cellMs);
	const started = asked + opened.waited;
	const entered = performance.now();
	const context: CellContext = {
		...newContext(call, plan, cell, opened.sandbox),
		has: spec.has ?? [],
		...(spec.told && {told: spec.told}),
	};
	const destination = destinationOf(call, plan, cell, {context, sandbox: opened.sandbox});
	if (destination) context.destination = destination;
	const attempt = async (): Promise<{found: Observed; left: number; files: string[]}> => {
		const found = await tryBody(context, body, t);
		if (found.outcome === 'pass' || found.outcome === 'skip') return {found, left: performance.now(), files: []};
		// A scenario may fail before it reads what its peers saw. The sandbox may be gone by then.
		await savePeerEvidence(context).catch(() => {});
		const left = performance.now();
		const places = {context, there: destination?.context()};
		return {left, ...(await trySaving(found, () => saveFiles(plan.folder, {cell, round}, places, found)))};
	};
	// The next cell gets the slot, also after an error.
	const {found, left, files} = await thenCleanUp(attempt, () => call('close', {sandbox: opened.sandbox}));
	const judged = judge(found, cell.knownIssues, isPassWelcome(plan, cell));
	return {
		...base,
		...judged,
		...(found.reason !== undefined && {reason: found.reason}),
		...(found.layer !== undefined && {layer: found.layer}),
		told: context.told,
		evidence: context.evidence,
		...(files.length > 0 && {files}),
		durations: {
			sandbox: Math.round(entered - started),
			body: Math.round(left - entered),
			total: Math.round(performance.now() - started),
		},
	};
};
