// Reports of cells that ran several times.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {cellDetail} from '../../harness/report/cell-detail.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {describeRepeat, describeRounds} from '../../harness/report/rounds.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {isFlaky} from '../../harness/results/rounds.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const cell = (scenario: string, changes: Partial<CellResult>) =>
	makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario}, changes);
const stable = cell('leave-running', {attempts: 3, rounds: {pass: 3}});
const flaky = cell('failed-dump', {
	attempts: 3,
	rounds: {fail: 1, pass: 2},
	outcome: 'fail',
	expected: 'fail',
	layer: 'kernel',
	reason: 'a rule outlives the dump',
});
const unrun = cell('workload-continues', {attempts: 0, outcome: 'skip', expected: 'skip'});
const repeated = makeResults({cells: [stable, flaky, unrun]});
const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const facts = (cell: CellResult) => Object.fromEntries(cellDetail(cell, repeated, new Set()).facts);

test('rounds are counted by outcome, passes first; a cell is flaky when they differ', t => {
	t.is(describeRounds(flaky), '2 pass, 1 fail');
	t.is(describeRounds(stable), '3 pass');
	t.is(describeRounds(cell('leave-running', {})), undefined);
	t.deepEqual([flaky, stable, unrun].map(isFlaky), [true, false, false]);
});

test('a run has the number of rounds; cells that did not run do not count', t => {
	t.is(describeRepeat(repeated), 'each cell ran 3 times; flaky: 1 cell');
	t.is(describeRepeat({cells: [stable, unrun]}), 'each cell ran 3 times; flaky: none');
	const cutShort = cell('failed-dump', {attempts: 1});
	t.is(describeRepeat({cells: [stable, cutShort]}), 'cells ran up to 3 times; flaky: none');
});

test('the page has rounds in its header, lists flaky cells, and has the rounds in the panel', t => {
	const page = renderHtml(repeated);
	t.regex(text(page.split('</header>')[0]!), /Rounds each cell ran 3 times; flaky: 1 cell/);
	t.notRegex(page, /more than one attempt/);
	const section = page.split('<section id="flaky">')[1]?.split('</section>')[0] ?? '';
	t.regex(text(section), /~ 2 pass, 1 fail trixie\/crun\/unset\/failed-dump/);
	t.false(section.includes(stable.id));
	t.regex(page, /kernel: a rule outlives the dump \(in 1 of 3 rounds\)/);
	t.is(facts(flaky).Rounds, '2 pass, 1 fail');
	t.is(facts(stable).Rounds, '3 pass');
});

test('the terminal and Markdown show rounds too', t => {
	const terminal = renderSummary(repeated, {colour: false, width: 100, verbose: true});
	t.regex(terminal, /\nFlaky\n {2}trixie\/crun\/unset\/failed-dump: 2 pass, 1 fail\n/);
	t.regex(terminal, /\neach cell ran 3 times; flaky: 1 cell\nOK {2}2 of 3 cells ran/);
	const markdown = renderMarkdown(repeated);
	t.regex(markdown, / · each cell ran 3 times; flaky: 1 cell · kernel/);
	t.regex(markdown, /## Flaky\n\n.*\n.*\n\| `trixie\/crun\/unset\/failed-dump` \| 🟡 2 pass, 1 fail \|/);
});

test('a run with one round does not mention rounds, nor do results of a netlock without rounds', t => {
	t.is(describeRepeat(sampleResults()), undefined);
	const page = renderHtml(sampleResults());
	t.notRegex(page, /<dt>Rounds|id="flaky"|badge[^>]*>flaky/);
	t.regex(page, /3 needed more than one attempt/);
	t.notRegex(renderMarkdown(sampleResults()), /flaky|undefined/i);
});
