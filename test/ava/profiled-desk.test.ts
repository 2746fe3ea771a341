// The desk's profile of the requests of each cell, with shells of this machine as sandboxes.
import test from 'ava';
import {Desk} from '../../harness/ava/desk.ts';
import {profiled} from '../../harness/ava/profiled-desk.ts';
import type {ProfiledPhase} from '../../harness/results/profile.ts';
import {localSandbox} from '../fixtures/local-sandbox.ts';
import {plannedCell, readyImage, runPlan} from '../fixtures/plan.ts';

const one = plannedCell('one');
const asker = {teardown: () => {}};

const newDesk = () => {
	let count = 0;
	const phases: ProfiledPhase[] = [];
	const desk = new Desk({
		plan: runPlan('/run', [one], {images: [readyImage(), readyImage('fedora')]}),
		log: {append: async () => {}},
		openSandbox: async () => localSandbox(`sandbox-${++count}`, () => {}),
		end: new AbortController().signal,
	});
	return {...profiled(desk, phase => phases.push(phase)), phases};
};

test('the requests of a cell come in their order, and then the cell, with the processes of its sandbox', async t => {
	const {answer, phases} = newDesk();
	t.like(await answer({call: 'open', cell: one.id}, asker), {sandbox: 'sandbox-1'});
	const exec = {call: 'exec', sandbox: 'sandbox-1', options: {}} as const;
	t.like(await answer({...exec, argv: ['echo', 'a', 'b']}, asker), {exit: 0});
	await answer({...exec, argv: ['sh', '-c', '\n\ttrue &&\n\ttrue', 'sh', 'word']}, asker);
	await answer({call: 'open-destination', sandbox: 'sandbox-1', cell: one.id, image: 'fedora'}, asker);
	await answer({...exec, sandbox: 'sandbox-2', argv: ['true']}, asker);
	await answer({call: 'close', sandbox: 'sandbox-1'}, asker);
	t.deepEqual(
		phases.map(({name}) => name),
		['open', 'echo a b', 'true && true', 'open-destination', 'true', 'close', one.id],
	);
	t.true(phases.every(({of, cell}) => of === 'cell' && cell === one.id));
	t.is(phases[2]?.args?.command, 'sh -c \n\ttrue &&\n\ttrue sh word');
	t.true(Number(phases.at(-1)?.args?.started) > 0);
});

test('a request that belongs to no cell is reported for the run', async t => {
	const {answer, phases} = newDesk();
	await answer({call: 'plan', file: 'scenarios/one.ts'}, asker);
	t.like(phases, [{of: 'netlock', name: 'plan'}]);
});
