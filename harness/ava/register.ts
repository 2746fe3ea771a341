// Registers a scenario with AVA: one test for each planned cell, titled `image/runtime/lock`. Where one file declares
// several scenarios, the title names the scenario too.

import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import type {ScenarioBody} from '../container/scenario-context.ts';
import type {CellResult} from '../model/cell-result.ts';
import {project} from '../model/checkout.ts';
import type {Declaration} from '../model/declaration.ts';
import type {PlannedCell} from '../model/planned.ts';
import {NetlockError} from '../support/errors.ts';
import {runCell} from './cell.ts';
import {call} from './client.ts';
import {withRetries} from './retry.ts';

const plan = await call('plan', {file: relative(project.root, fileURLToPath(test.meta.file))});
/** How many scenarios this file declares: one, or one for each destination. */
const {length: scenarioCount} = plan.scenarios;
const titleOf = ({image, runtime, lock, scenario}: PlannedCell, round: number): string =>
	[image, runtime, lock, ...(scenarioCount === 1 ? [] : [scenario]), ...(round === 1 ? [] : [`round ${round}`])].join(
		'/',
	);

/** A retry saves its files apart from those of the first attempt, as a round does. */
const roundOf = (round: number, attempt: number): number => round + (attempt - 1) * plan.repeat;

class UnexpectedOutcome extends NetlockError {
	override name = 'UnexpectedOutcome';
	constructor({outcome, expected, layer, reason}: CellResult) {
		const where = layer === undefined ? '' : ` at the ${layer} layer`;
		super('product', `${outcome}${where}, expected ${expected}: ${reason ?? 'no reason given'}`);
	}
}

export const register = ({spec, body}: Declaration<ScenarioBody>): void => {
	const rounds = Array.from({length: plan.repeat}, (_, index) => index + 1);
	for (const {cell, round} of rounds.flatMap(each => plan.cells.map(cell => ({cell, round: each})))) {
		test(titleOf(cell, round), async t => {
			const attempt = (count: number) => runCell(call, plan, cell, {spec, body, round: roundOf(round, count)}, t);
			const result = await withRetries(attempt, plan.retry ?? 0);
			await call('event', {event: {type: 'cell-finished', cell: cell.id, result}});
			if (result.unexpected) throw new UnexpectedOutcome(result);
			if (result.knownIssue) t.log(`${result.outcome}, as expected: ${result.knownIssue.bug}`);
			t.pass();
		});
	}
};
