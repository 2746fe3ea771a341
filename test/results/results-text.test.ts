// results.json in pieces has the same text as in one piece.
import test from 'ava';
import {documentText} from '../../harness/results/documents.ts';
import {resultsText} from '../../harness/results/results-text.ts';
import {hostileResults, makeResults, sampleResults} from '../fixtures/results.ts';
import {largeResults} from '../page/large-results.ts';

for (const [name, results] of Object.entries({
	'a run without a cell': makeResults({cells: []}),
	'a run of one cell': largeResults(1),
	'a run of just one piece': largeResults(500),
	'a run of several pieces': largeResults(1203),
	'a run with hostile text': hostileResults(),
	'a run with causes': sampleResults(),
})) {
	test(`${name} has the same text as in one piece`, t => {
		t.is([...resultsText(results)].join(''), documentText('results', results));
	});
}

test('a piece has some hundred cells at most', t => {
	const pieces = [...resultsText(largeResults(1203))];
	t.is(pieces.length, 5);
});

test('a cell that does not match the schema is refused', t => {
	const {cells, ...rest} = largeResults(501);
	const broken = {...rest, cells: [...cells.slice(0, -1), {...cells[0]!, attempts: 'one' as unknown as number}]};
	t.throws(() => [...resultsText(broken)], {name: 'ZodError'});
});
