// The other place of a cell that restores elsewhere: a second sandbox, opened when the scenario first needs it.
import type {Destination, Lab} from '../container/lab.ts';
import type {PlannedCell} from '../plan/cells.ts';
import {partsOf, type RunPlan} from '../run/plan-file.ts';
import {call} from './client.ts';

/** Also gives the other place's lab, once there is one, to keep its files. */
export type OpenedDestination = Destination & {lab: () => Lab | undefined};

export const destinationOf = (
	plan: RunPlan,
	cell: PlannedCell,
	{lab, sandbox: from}: {lab: Lab; sandbox: string},
): OpenedDestination | undefined => {
	const image = plan.scenarios.find(({id}) => id === cell.scenario)?.destination;
	if (image === undefined) return undefined;
	let there: Lab | undefined;
	return {
		image,
		lab: () => there,
		receive: async folders => {
			const {sandbox: to} = await call('further', {sandbox: from, cell: cell.id, image});
			await call('carry', {from, to, folders});
			lab.commands.push(`# carried over to a sandbox of ${image}: ${folders.join(', ')}; from here on it is run there`);
			// One account of the cell: the evidence and the commands of both places go into the same lists.
			there = {
				...lab,
				sandbox: {exec: (argv, options = {}) => call('exec', {sandbox: to, argv, options})},
				facts: partsOf(plan, cell, image).place.facts,
				place: image,
			};
			return there;
		},
	};
};
