// The event log: written line by line, and read after crashes too.
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {type NewEvent, openEventLog, readEvents as readLog} from '../../harness/results/events.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell} from '../fixtures/results.ts';

const result = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'established-tcp'});
const other = 'forky/runc/skip/established-tcp';
const run = '2026-11-25T15-04-05-1234';
const appendEvent = (file: string, event: NewEvent): Promise<void> => openEventLog(file, run).append(event);
const readEvents = (file: string) => readLog(file, run).events;

test('events come back in the order in which they were written, also of cells that ran side by side', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	await appendEvent(file, {type: 'cell-started', cell: result.id});
	await appendEvent(file, {type: 'cell-started', cell: other});
	await appendEvent(file, {type: 'cell-finished', cell: other, result: {...result, id: other}});
	await appendEvent(file, {type: 'cell-finished', cell: result.id, result});
	t.like(readEvents(file), [
		{type: 'cell-started', cell: result.id},
		{type: 'cell-started', cell: other},
		{type: 'cell-finished', cell: other},
		{type: 'cell-finished', cell: result.id, result},
	]);
});

test('every event has its version and its time', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	const before = new Date().toISOString();
	await appendEvent(file, {type: 'cell-started', cell: result.id});
	const [event] = readEvents(file);
	t.is(event?.schema, 1);
	t.true(event!.time >= before && event!.time <= new Date().toISOString());
	t.is(readFileSync(file, 'utf8').split('\n').length, 2);
});

test('wherever a crash cuts the log, all events except the last are read', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	await appendEvent(file, {type: 'cell-started', cell: result.id});
	const first = readFileSync(file).length;
	await appendEvent(file, {type: 'cell-finished', cell: result.id, result});
	const whole = readFileSync(file);
	// The last byte is the newline: without it, the event is still whole.
	for (let length = first; length < whole.length - 1; length += 7) {
		writeFileSync(file, whole.subarray(0, length));
		t.deepEqual(
			readEvents(file).map(({type}) => type),
			['cell-started'],
			`at ${length} bytes`,
		);
	}
	writeFileSync(file, whole.subarray(0, -1));
	t.is(readEvents(file).length, 2);
});

test('every line that is no event is named, with its problem, and costs no other event', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	await appendEvent(file, {type: 'cell-started', cell: result.id});
	const later = readFileSync(file, 'utf8').replace('"schema":1', '"schema":2');
	appendFileSync(
		file,
		`${later}\n{}\nnull\n{half\n{"schema":1,"run":"${run}","time":"","type":"cell-finished","cell":"x","result":{}}\n`,
	);
	await appendEvent(file, {type: 'cell-started', cell: other});
	t.deepEqual(
		readEvents(file).map(({cell}) => cell),
		[result.id, other],
	);
	t.deepEqual(
		readLog(file, run).refused.map(({line, problem}) => `${line}: ${problem.split(';')[0]}`),
		[
			'2: schema: Invalid input: expected 1',
			`4: type: Invalid discriminator value. Expected 'cell-started' | 'cell-finished'`,
			'5: Invalid input: expected object, received null',
			`6: Expected property name or '}' in JSON at position 1 (line 1 column 2)`,
			'7: result.id: Invalid input: expected string, received undefined',
		],
	);
});

test('a run without a log has no events', async t => {
	t.deepEqual(readEvents(join(await folderWith(t, {}), 'events.jsonl')), []);
});

test('an event after a line that a crash cut short is not lost', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	await appendEvent(file, {type: 'cell-started', cell: 'a'});
	appendFileSync(file, '{"schema":1,"time":"2026');
	await appendEvent(file, {type: 'cell-started', cell: 'b'});
	await appendEvent(file, {type: 'cell-started', cell: 'c'});
	t.deepEqual(
		readEvents(file).map(({cell}) => cell),
		['a', 'b', 'c'],
	);
	t.deepEqual(
		readLog(file, run).refused.map(({line}) => line),
		[2],
	);
});

test('events of another run in the same file are ignored, whatever their version', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	await openEventLog(file, 'another').append({type: 'cell-started', cell: result.id});
	appendFileSync(file, '{"schema":7,"run":"another","type":"of later"}\n');
	await appendEvent(file, {type: 'cell-started', cell: other});
	t.deepEqual(
		readEvents(file).map(({cell}) => cell),
		[other],
	);
	t.deepEqual(readLog(file, run).refused, []);
});

test('each line is in the file before it is forwarded', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	const log = openEventLog(file, run, async line => {
		t.true(readFileSync(file, 'utf8').endsWith(line));
		forwarded.push(line);
	});
	const forwarded: string[] = [];
	await log.append({type: 'cell-started', cell: 'a'});
	await log.append({type: 'cell-started', cell: 'b'});
	t.is(forwarded.join(''), readFileSync(file, 'utf8'));
});
