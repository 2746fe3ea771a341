// Two failures of a cell are equal if they have the same text, except for numbers and ids.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {failsAlike} from '../../harness/validate/fails-alike.ts';
import {makeCell} from '../fixtures/results.ts';

const at = {image: 'debian-trixie', runtime: 'crun', lock: 'unset', scenario: 'one'} as const;
const failed = (changes: Partial<CellResult>): CellResult =>
	makeCell(at, {outcome: 'fail', unexpected: true, layer: 'kernel', ...changes});
const issue = {id: 'leak', bug: 'https://example.org/1', reason: 'known', expires: '2027-01-01'};
const known = failed({unexpected: false, knownIssue: issue, reason: 'one way'});

const alike = test.macro((t, one: CellResult, other: CellResult, expected: boolean) => {
	t.is(failsAlike(one, other), expected);
});
const table = (id: string) => failed({reason: `left behind: table inet CRIU-${id} after ${id.length} ms`});
test(
	'the same except for ids and numbers',
	alike,
	table('2257c176-b047-4cf6-bb'),
	table('33adc176-a047-5cf6-bbaa'),
	true,
);
test('another exit status', alike, failed({reason: 'crun: exit 1'}), failed({reason: 'crun: exit 139'}), false);
test('the same in another place', alike, failed({reason: '/a/b: no'}), failed({reason: '/c/d/e: no'}), true);
test('other words', alike, table('2257c176'), failed({reason: 'left behind: chain ip filter CRIU'}), false);
test('another layer', alike, table('2257c176'), {...table('2257c176'), layer: 'exit'}, false);
test('one known issue, in two texts', alike, known, {...known, reason: 'another way'}, true);
test('two known issues', alike, known, {...known, knownIssue: {...issue, id: 'other'}}, false);
test('a known one and a new one in the same words', alike, known, failed({reason: 'one way'}), false);

const caused = (cause: string, reason: string) => failed({cause, reason});
const forced = 'crun/request/another-lock';
test('one cause, in two texts', alike, caused(forced, 'sent iptables'), caused(forced, 'the restore fails'), true);
test('two causes in the same words', alike, caused(forced, 'fails'), caused('criu/exit/no-tool', 'fails'), false);
test('a cause on one side only: words decide', alike, caused(forced, 'fails'), failed({reason: 'fails'}), true);
