// The table of faults in docs/detector.md: a row for each fault of the machine, from all times that it was inflicted.
import {readFileSync} from 'node:fs';
import test from 'ava';
import {ofMachine} from './faults.ts';
import {faultRow, page, rowsIn} from './section.ts';
import type {Left} from './setting.ts';

test('the page has a row for every fault of the machine, and for no other', t => {
	t.deepEqual(
		[...rowsIn(readFileSync(page, 'utf8')).keys()],
		ofMachine.map(({name}) => name),
	);
});

const left: Left = {exit: 1, lost: 0, orphans: 0, blamed: [], cells: 4, verdicts: 4, hit: 0, reasons: []};
const fault = {name: 'a fault'};

test('a row has the parties, reasons and losses of every time, and not of the first only', t => {
	const reasons = ['machine: out of memory: 2 GiB', 'harness: a | b'];
	const lefts = [left, {...left, lost: 1, reasons}, {...left, orphans: 2, reasons: reasons.slice(0, 1)}];
	t.is(faultRow({fault, lefts}), '| a fault | machine, harness | out of memory: 2 GiB; a \\| b | 1 | 2 |');
});

test('without a cause the last message of the run says why; without a message every cell passes', t => {
	const said = {...left, said: 'the engine at unix:///a is gone: connect ENOENT /a'};
	t.regex(faultRow({fault, lefts: [left, said]}), /^\| a fault \| machine \| the engine at .* is gone: connect ENOENT/);
	t.is(faultRow({fault, lefts: [left]}), '| a fault | nobody | every cell passes | 0 | 0 |');
	t.is(faultRow({fault, lefts: [left, {...left, hit: 1}]}), '| a fault | nobody |  | 0 | 0 |');
});
