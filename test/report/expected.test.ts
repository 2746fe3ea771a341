// Expected beside seen: the rule of the plain cycle, and no expectation if cells pass with another value.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {exceptionsOf, layersSeen} from '../../harness/report/expected.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const judge = (cell: CellResult, others: CellResult[] = []) => {
	const results = makeResults({cells: [cell, ...others]});
	return layersSeen(cell, results, exceptionsOf(results));
};
const wrongLayers = (cell: CellResult, others: CellResult[] = []) =>
	judge(cell, others).flatMap(({layer, wrong}) => (wrong ? [layer] : []));

const at = {image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'established-tcp'} as const;
const passing = makeCell(at);
const [checkpoint, restore] = passing.evidence!.operations;
/** `--network-lock nftables` was given, and crun sent `skip`. */
const skipped: CellResult = {
	...passing,
	outcome: 'fail',
	unexpected: true,
	layer: 'kernel',
	evidence: {
		...passing.evidence,
		operations: [
			{...checkpoint!, request: 'skip', record: 'skip', kernel: [{stage: 'post-dump', locks: [], objects: []}]},
			restore!,
		],
	},
};

test('a wrong request is the first wrong layer, whichever layer the verdict names', t => {
	t.deepEqual(wrongLayers(skipped), ['request', 'record', 'kernel']);
	const [request] = judge(skipped);
	t.like(request!.columns[0]![0], {expected: 'field 64: nftables', seen: 'field 64: skip', wrong: true});
});

test('a passing cell has no wrong layer', t => {
	const results = sampleResults();
	const exceptions = exceptionsOf(results);
	const wrong = results.cells
		.filter(({outcome}) => outcome === 'pass')
		.flatMap(cell => layersSeen(cell, results, exceptions).filter(layer => layer.wrong));
	t.deepEqual(wrong, []);
});

test('a value with which another cell of the scenario passes is what the scenario asks for', t => {
	const sibling: CellResult = {...skipped, image: 'trixie', outcome: 'pass', unexpected: false};
	t.deepEqual(wrongLayers(skipped, [sibling]), ['kernel']);
	t.deepEqual(wrongLayers(skipped, [{...sibling, scenario: 'other'}]), ['request', 'record', 'kernel']);
});

test('a connection that was reset is wrong, also if the verdict is on another layer', t => {
	const peer = {...passing.evidence!.peer!, error: 'ECONNRESET'};
	t.deepEqual(wrongLayers({...skipped, evidence: {...skipped.evidence!, peer}}), [
		'request',
		'record',
		'kernel',
		'behaviour',
	]);
});

test('bytes in flight when a cell ends early are not wrong; bytes that a verdict waited for are', t => {
	const peer = {...passing.evidence!.peer!, sent: 2000, received: 1000};
	const early = {...skipped, evidence: {...skipped.evidence!, peer}};
	t.deepEqual(wrongLayers(early), ['request', 'record', 'kernel']);
	const lost: CellResult = {...passing, outcome: 'fail', layer: 'behaviour', evidence: {...passing.evidence!, peer}};
	t.true(judge(lost).at(-1)?.columns[0]?.[0]?.wrong);
});

test('a cell that did not run has no layers', t => {
	const {evidence, ...unrun} = passing;
	t.deepEqual(judge({...unrun, outcome: 'skip'}), []);
	t.truthy(evidence);
});
