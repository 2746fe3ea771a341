// Makes results from a run's plan and events, also of a run that was cut short: finished cells are never lost.
import {readFileSync} from 'node:fs';
import {z} from 'zod';
import type {CellResult} from '../model/cell-result.ts';
import {netlockVersion} from '../model/checkout.ts';
import type {PlannedCell} from '../model/planned.ts';
import {type Results, schemaVersion} from '../model/results.ts';
import {judge} from '../plan/expectation.ts';
import {withCauses} from '../results/causes/causes.ts';
import type {Event} from '../results/events.ts';
import type {RefusedLine} from '../results/json-lines.ts';
import type {RunPlan} from '../results/plan.ts';
import {type HostFacts, hostFacts} from './host.ts';
import {mergeRounds} from './rounds.ts';

const coordinates = ({id, image, runtime, lock, scenario}: PlannedCell) => ({
	id,
	image,
	runtime,
	lock,
	scenario,
	attempts: 0,
});

const settledResult = (cell: PlannedCell): CellResult | undefined =>
	cell.settled && {
		...coordinates(cell),
		...judge({...cell.settled, symptoms: []}, cell.knownIssues),
		reason: cell.settled.reason,
		...(cell.settled.layer && {layer: cell.settled.layer}),
	};

/** The content of a run's event log. */
export type Logged = {events: readonly Event[]; refused: readonly RefusedLine[]};

const ofCell = z.object({cell: z.string()});

/** Lines of the log that belong to a cell and cannot be read. */
const refusedOf = ({refused}: Logged, {id}: PlannedCell): RefusedLine[] =>
	refused.filter(({content}) => ofCell.safeParse(content).data?.cell === id);

export const describeRefused = ({line, problem}: RefusedLine): string => `events.jsonl:${line}: ${problem}`;

const neverEnded = 'the cell never ended: its scenario file did not load, or its process died. See ava.log';

/**
 * The result of a cell without one in the log: its scenario file did not load, its process died, or its event cannot be
 * read.
 */
const lostResult = (cell: PlannedCell, refused: readonly RefusedLine[], lost: string | undefined): CellResult => ({
	...coordinates(cell),
	outcome: 'error',
	expected: cell.expected,
	unexpected: true,
	reason:
		refused.length > 0
			? `the result of the cell cannot be read: ${refused.map(describeRefused).join('; ')}`
			: (lost ?? neverEnded),
});

export type Finished = {
	interrupted: boolean;
	/** Why the run ended before its cells, in one line. The outcome of those cells is then an error. */
	lost?: string | undefined;
};

/** Leaves out cells that an interrupted run did not finish. A cell whose event cannot be read gets an error. */
export const collectResults = (plan: RunPlan, logged: Logged, {interrupted, lost: ended}: Finished): Results => {
	const finished = new Map<string, CellResult[]>();
	for (const event of logged.events) {
		if (event.type === 'cell-finished') finished.set(event.cell, [...(finished.get(event.cell) ?? []), event.result]);
	}
	/** If a cell was run again alone, its last result counts. */
	const resultOf = ({id}: PlannedCell): CellResult | undefined =>
		mergeRounds((finished.get(id) ?? []).slice(-plan.repeat));
	const lost = (cell: PlannedCell): CellResult | undefined => {
		const refused = refusedOf(logged, cell);
		return interrupted && refused.length === 0 ? undefined : lostResult(cell, refused, ended);
	};
	const cells = plan.cells
		.map(cell => settledResult(cell) ?? resultOf(cell) ?? lost(cell))
		.filter(each => each !== undefined);
	const host: HostFacts = hostFacts(plan.kernel, path => readFileSync(path, 'utf8'));
	return withCauses({
		schema: schemaVersion,
		run: {
			id: plan.run,
			netlock: netlockVersion(),
			started: plan.started,
			finished: new Date().toISOString(),
			interrupted,
			command: plan.command,
			jobs: plan.jobs,
			...(plan.project && {project: plan.project}),
		},
		host: {...host, engine: plan.engine},
		images: plan.images.map(image =>
			image.state === 'miss'
				? image
				: {
						id: image.id,
						title: image.title,
						state: 'ready',
						digest: image.digest,
						base: image.base,
						...(image.passedOver.length > 0 && {passedOver: [...image.passedOver]}),
						facts: image.facts,
						...(image.drift.length > 0 && {drift: [...image.drift]}),
					},
		),
		builds: plan.builds.map(({result}) => result),
		scenarios: plan.scenarios,
		cells,
	});
};
