// The event log: written line by line, read after crashes too.
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {appendEvent, readEvents} from '../../harness/results/events.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell} from '../fixtures/results.ts';

const result = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'established-tcp'});
const other = 'forky/runc/skip/established-tcp';

test('events come back in the order in which they were written, also of cells that ran side by side', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	appendEvent(file, {type: 'cell-started', cell: result.id});
	appendEvent(file, {type: 'cell-started', cell: other});
	appendEvent(file, {type: 'cell-finished', cell: other, result: {...result, id: other}});
	appendEvent(file, {type: 'cell-finished', cell: result.id, result});
	t.like(readEvents(file), [
		{type: 'cell-started', cell: result.id},
		{type: 'cell-started', cell: other},
		{type: 'cell-finished', cell: other},
		{type: 'cell-finished', cell: result.id, result},
	]);
});

test('every event says its version and when it was written', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	const before = new Date().toISOString();
	appendEvent(file, {type: 'cell-started', cell: result.id});
	const [event] = readEvents(file);
	t.is(event?.schema, 1);
	t.true(event!.time >= before && event!.time <= new Date().toISOString());
	t.is(readFileSync(file, 'utf8').split('\n').length, 2);
});

test('wherever a crash cuts the log, all events but the last are read', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	appendEvent(file, {type: 'cell-started', cell: result.id});
	const first = readFileSync(file).length;
	appendEvent(file, {type: 'cell-finished', cell: result.id, result});
	const whole = readFileSync(file);
	// The last byte is the newline: without it, the event is whole all the same.
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

test('lines that are no events of this version are left out', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	appendEvent(file, {type: 'cell-started', cell: result.id});
	const later = readFileSync(file, 'utf8').replace('"schema":1', '"schema":2');
	appendFileSync(file, `${later}\n{}\nnull\n{"schema":1,"time":"","type":"cell-finished","cell":"x","result":{}}\n`);
	appendEvent(file, {type: 'cell-started', cell: other});
	t.deepEqual(
		readEvents(file).map(({cell}) => cell),
		[result.id, other],
	);
});

test('a run without a log has no events', async t => {
	t.deepEqual(readEvents(join(await folderWith(t, {}), 'events.jsonl')), []);
});

test('an event after a line that was cut short by a crash is not lost', async t => {
	const file = join(await folderWith(t, {}), 'events.jsonl');
	appendEvent(file, {type: 'cell-started', cell: 'a'});
	appendFileSync(file, '{"schema":1,"time":"2026');
	appendEvent(file, {type: 'cell-started', cell: 'b'});
	appendEvent(file, {type: 'cell-started', cell: 'c'});
	t.deepEqual(
		readEvents(file).map(({cell}) => cell),
		['a', 'b', 'c'],
	);
});
