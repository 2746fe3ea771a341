// Only cells that run in the first build can be compared. If there are none, the error has the reasons.
import test from 'ava';
import {comparableCells} from '../../harness/bisect/comparable-cells.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import type {PlannedCell} from '../../harness/model/planned.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {plannedCell} from '../fixtures/plan.ts';

const nameOf = ({scenario}: PlannedCell): string => scenario;
const cell = (scenario: string, settled?: PlannedCell['settled']): PlannedCell =>
	plannedCell(scenario, settled === undefined ? {} : {settled});

test('cells that run are compared, and those of a build that fails at its start', t => {
	const cells = [
		cell('runs'),
		cell('fails', {outcome: 'fail', reason: 'it does not start'}),
		cell('skipped', {outcome: 'skip', reason: 'no nft'}),
		cell('missed', {outcome: 'miss', reason: 'no image'}),
	];
	t.deepEqual(comparableCells(cells, nameOf), ['runs', 'fails']);
});

test('if all are skipped, the error has each reason once, as wrong usage', t => {
	const skip = {outcome: 'skip', reason: 'no nft'} as const;
	const error = t.throws(() => comparableCells([cell('a', skip), cell('b', skip)], nameOf), {instanceOf: UsageError});
	t.is(error.message, 'nothing to run in the first build\nno nft');
});

test('if all are missed, the error is about images', t => {
	const miss = {outcome: 'miss', reason: 'no registry answers'} as const;
	t.throws(() => comparableCells([cell('a', miss)], nameOf), {
		instanceOf: ImageUnavailable,
		message: /no registry answers/,
	});
});
