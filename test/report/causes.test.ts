// How reports describe the causes of a run.
import test from 'ava';
import {unexpectedCauses} from '../../harness/report/causes.ts';
import {defectiveResults} from '../fixtures/defective-results.ts';
import {makeCell} from '../fixtures/results.ts';

test('a possible consequence names the other cause by its title, which the reports show', t => {
	const results = defectiveResults('nftables is sent as skip');
	const lost = makeCell(
		{image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'tcp-gap'},
		{outcome: 'fail', unexpected: true, layer: 'behaviour', reason: 'no byte flows after the restore: 1 of 2 bytes'},
	);
	const [sent, after] = unexpectedCauses({...results, cells: [...results.cells, lost]});
	t.is(sent?.cause.title, 'crun sends `skip` where `nftables` is asked');
	t.regex(after?.account ?? '', /^1 cell, .*possibly a consequence of "crun sends `skip` where `nftables` is asked"$/);
});
