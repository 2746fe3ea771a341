// Reads a run that was cut short: which cells finished, and which did not.
import type {Results} from '../model/results.ts';
import {UsageError} from '../model/usage-error.ts';
import {type Event, readEvents} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {stateOfOwner} from '../support/owner.ts';
import {collectResults} from './finish.ts';
import {cellsToRun, eventsFile, planFile, readPlan} from './plan-file.ts';
import {saveReproducers} from './save-reproducers.ts';
import {writeResults} from './write-reports.ts';

/** The plan of a run whose process is gone. The folder may have been moved. @throws UsageError, PlanUnreadable */
export const readEndedPlan = async (folder: string): Promise<RunPlan> => {
	const plan = {...(await readPlan(planFile(folder))), folder};
	if (stateOfOwner(plan.owner) !== 'alive') return plan;
	const [host, pid] = plan.owner.split(':');
	throw new UsageError(
		`run ${plan.run} has not ended: process ${pid} of ${host} works on it`,
		'Wait for it, or end it.',
	);
};

/** Ids of cells with a verdict in every round. An error is no verdict: it says nothing about the product. */
export const finishedCells = ({cells, repeat}: RunPlan, events: readonly Event[]): string[] => {
	const results = new Map<string, boolean[]>();
	for (const event of events) {
		if (event.type !== 'cell-finished') continue;
		results.set(event.cell, [...(results.get(event.cell) ?? []), event.result.outcome !== 'error']);
	}
	return cells.flatMap(({id}) => {
		const rounds = (results.get(id) ?? []).slice(-repeat);
		return rounds.length === repeat && rounds.every(Boolean) ? [id] : [];
	});
};

/**
 * Makes results from plan and events, for a run whose netlock was killed, and writes them. @throws UsageError,
 * PlanUnreadable
 */
export const recoverResults = async (folder: string): Promise<Results> => {
	const plan = await readEndedPlan(folder);
	const logged = readEvents(eventsFile(folder), plan.run);
	const ended = new Set(logged.events.flatMap(each => (each.type === 'cell-finished' ? [each.cell] : [])));
	const isWhole = cellsToRun({cells: plan.cells}).every(({id}) => ended.has(id));
	const results = saveReproducers(folder, collectResults(plan, logged, {interrupted: !isWhole}));
	writeResults(folder, results);
	return results;
};
