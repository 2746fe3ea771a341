// The shared worker's service for test processes: slots, sandboxes and the log, with shells of this machine as
// sandboxes.
import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {Desk} from '../../harness/ava/desk.ts';
import type {Calls} from '../../harness/ava/protocol.ts';
import type {NewEvent} from '../../harness/results/events.ts';
import type {SandboxRequest} from '../../harness/sandbox/open-sandbox.ts';
import {localSandbox} from '../fixtures/local-sandbox.ts';
import {plannedCell, readyImage, runPlan} from '../fixtures/plan.ts';

const [one, two, three] = [plannedCell('one'), plannedCell('two'), plannedCell('three')];
const long = plannedCell('long', {took: 9000});

/** A desk with two slots. */
const newDesk = ({
	fails = false,
	onStop = async () => {},
	onEvent = () => {},
}: {
	fails?: boolean;
	onStop?: () => Promise<void>;
	onEvent?: () => void;
} = {}) => {
	const [opened, stopped, logged]: [SandboxRequest[], string[], NewEvent[]] = [[], [], []];
	const teardowns: (() => Promise<void>)[] = [];
	const failing = new Set<string>();
	const end = new AbortController();
	const plan = runPlan('/run', [one, two, three, long], {images: [readyImage(), readyImage('fedora')]});
	const desk = new Desk({
		plan,
		log: {
			append: async event => {
				onEvent();
				logged.push(event);
			},
		},
		openSandbox: async request => {
			if (fails || failing.has(request.cell)) throw new Error('no space left on device');
			opened.push(request);
			return localSandbox(`sandbox-${opened.length}`, id => {
				stopped.push(id);
				return onStop();
			});
		},
		end: end.signal,
	});
	const asker = {teardown: (work: () => Promise<void>) => void teardowns.push(work)};
	const open = ({id: cell}: {id: string}) =>
		desk.answer({call: 'open', cell}, asker) as Promise<Calls['open']['value']>;
	const close = (sandbox: string) => desk.answer({call: 'close', sandbox}, asker);
	return {desk, asker, open, close, opened, stopped, logged, teardowns, failing, end};
};

test('a cell gets a sandbox of its image, and the log says that it started', async t => {
	const {open, opened, logged} = newDesk();
	t.like(await open(one), {sandbox: 'sandbox-1'});
	t.like(opened, [{ref: 'netlock/debian-trixie:1', cell: one.id, owner: 'host:1234'}]);
	t.deepEqual(logged, [{type: 'cell-started', cell: one.id}]);
});

test('a cell waits for a slot, and does not count as started meanwhile', async t => {
	const {open, close, logged} = newDesk();
	await open(one);
	await open(two);
	const waiting = open(three);
	await turn();
	t.is(logged.length, 2);
	await close('sandbox-1');
	t.like(await waiting, {sandbox: 'sandbox-3'});
	t.deepEqual(logged.at(-1), {type: 'cell-started', cell: three.id});
});

test('the sandbox of the next cell starts while the cell waits for a slot, and no further one does', async t => {
	const {open, close, opened, logged} = newDesk();
	for (const cell of [one, two]) await open(cell);
	const [next, after] = [open(three), open(one)];
	await turn();
	t.deepEqual(
		opened.map(({cell}) => cell),
		[one, two, three].map(({id}) => id),
	);
	t.is(logged.length, 2);
	await close('sandbox-1');
	t.like(await next, {sandbox: 'sandbox-3'});
	await close('sandbox-2');
	t.like(await after, {sandbox: 'sandbox-4'});
});

test('the error of a sandbox that started ahead comes with the slot, and other cells keep their sandboxes', async t => {
	const {open, close, failing} = newDesk();
	for (const cell of [one, two]) await open(cell);
	failing.add(three.id);
	const next = t.throwsAsync(open(three), {message: 'no space left on device'});
	const after = open(long);
	await turn();
	await close('sandbox-1');
	await next;
	t.like(await after, {sandbox: 'sandbox-3'});
});

test('of the waiting cells the longest comes first', async t => {
	const {open, close, opened} = newDesk();
	await open(one);
	await open(two);
	// The sandbox of the first waiting cell is opened at once.
	const [first, last, second] = [open(three), open(one), open(long)];
	await close('sandbox-1');
	await first;
	await close('sandbox-2');
	await second;
	await close('sandbox-3');
	await last;
	t.deepEqual(
		opened.slice(2).map(({cell}) => cell),
		[three.id, long.id, one.id],
	);
});

test('a slot is free again when its sandbox does not start', async t => {
	const {open} = newDesk({fails: true});
	for (const cell of [one, two, three]) await t.throwsAsync(open(cell), {message: 'no space left on device'});
});

test('a sandbox whose cell cannot be logged as started is removed, and its slot is free again', async t => {
	let isFull = true;
	const full = () => {
		if (isFull) throw new Error('no space left on device');
	};
	const {open, stopped} = newDesk({onEvent: full});
	for (const cell of [one, two, three]) await t.throwsAsync(open(cell), {message: 'no space left on device'});
	await turn();
	t.deepEqual(stopped, ['sandbox-1', 'sandbox-2', 'sandbox-3']);
	isFull = false;
	t.like(await open(one), {sandbox: 'sandbox-4'});
});

test('a cell that is closed twice frees one slot', async t => {
	const {open, close} = newDesk();
	for (const cell of [one, two]) await open(cell);
	await close('sandbox-1');
	await close('sandbox-1');
	await open(three);
	let isOpen = false;
	void open(one).then(() => {
		isOpen = true;
	});
	await turn();
	t.false(isOpen);
});

test('a destination takes no slot, and is closed with its cell', async t => {
	const {desk, asker, open, close, opened, stopped} = newDesk();
	await open(one);
	await open(two);
	const ask = {call: 'open-destination', sandbox: 'sandbox-1', cell: one.id, image: 'fedora'} as const;
	t.deepEqual(await desk.answer(ask, asker), {sandbox: 'sandbox-3'});
	t.is(opened[2]?.ref, 'netlock/fedora:1');
	await close('sandbox-1');
	t.deepEqual(stopped, ['sandbox-1', 'sandbox-3']);
});

test('a destination of a cell that was closed meanwhile is closed too', async t => {
	const {desk, asker, open, close, stopped} = newDesk();
	await open(one);
	const opening = desk.answer({call: 'open-destination', sandbox: 'sandbox-1', cell: one.id, image: 'fedora'}, asker);
	await close('sandbox-1');
	await t.throwsAsync(opening, {message: 'sandbox sandbox-1 is closed'});
	t.deepEqual(stopped, ['sandbox-1', 'sandbox-2']);
});

test('the error names the closed cell, also when its destination cannot be removed', async t => {
	const onStop = async (): Promise<void> => {
		throw new Error('the engine is gone');
	};
	const {desk, asker, open, close} = newDesk({onStop});
	await open(one);
	const opening = desk.answer({call: 'open-destination', sandbox: 'sandbox-1', cell: one.id, image: 'fedora'}, asker);
	await close('sandbox-1');
	await t.throwsAsync(opening, {message: 'sandbox sandbox-1 is closed'});
});

test('the sandboxes of a test process end with it', async t => {
	const {open, stopped, teardowns} = newDesk();
	await open(one);
	for (const each of teardowns) await each();
	t.deepEqual(stopped, ['sandbox-1']);
});

test('no cell waits for the removal of a sandbox, unless too many are in progress; its test process does', async t => {
	const removed: (() => void)[] = [];
	const {open, close, teardowns} = newDesk({onStop: () => new Promise(resolve => removed.push(resolve))});
	for (const sandbox of ['sandbox-1', 'sandbox-2']) {
		await open(one);
		await close(sandbox);
	}
	await open(one);
	let [isClosed, isGone] = [false, false];
	const closing = close('sandbox-3').then(() => {
		isClosed = true;
	});
	await turn();
	t.false(isClosed);
	removed[0]?.();
	await closing;
	const ended = Promise.all(teardowns.map(each => each())).then(() => {
		isGone = true;
	});
	await turn();
	t.false(isGone);
	for (const end of removed) end();
	await ended;
});

test('commands run in the named sandbox, and not in a closed one', async t => {
	const {desk, asker, open, close} = newDesk();
	await open(one);
	const ask = {call: 'exec', sandbox: 'sandbox-1', argv: ['printf', 'a\\0b'], options: {}} as const;
	t.like(await desk.answer(ask, asker), {exit: 0, stdout: Buffer.from('a\0b')});
	await close('sandbox-1');
	await t.throwsAsync(desk.answer(ask, asker), {message: 'sandbox sandbox-1 is closed'});
});

test('a scenario file gets its own cells of the plan, and their images', async t => {
	const {desk, asker} = newDesk();
	t.like(await desk.answer({call: 'plan', file: 'scenarios/two.ts'}, asker), {
		scenarios: [{id: 'two'}],
		cells: [two],
		images: [{id: 'debian-trixie'}],
	});
});

test('after the end of the run nothing more is done or logged, also for a waiting cell', async t => {
	const {desk, asker, open, teardowns, logged, end, opened} = newDesk();
	await open(one);
	await open(two);
	const waiting = open(three);
	end.abort(new Error('the run has ended'));
	const started: NewEvent = {type: 'cell-started', cell: one.id};
	await t.throwsAsync(desk.answer({call: 'event', event: started}, asker), {message: 'the run has ended'});
	for (const each of teardowns) await each();
	await t.throwsAsync(waiting, {message: 'the run has ended'});
	t.is(logged.length, 2);
	t.is(opened.length, 2);
});
