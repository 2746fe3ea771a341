// docs/glossary.md has every word that results.json may have in a field.
import test from 'ava';
import {layers, locks, outcomes} from '../../harness/model/axes.ts';
import {cellResult} from '../../harness/model/cell-result.ts';
import {read} from './pages.ts';

const terms = new Set([...read('glossary.md').matchAll(/^\| `([\w-]+)`(?: \([^)]*\))? \|/gm)].map(([, term]) => term));

test('every lock, outcome, layer and value of `told` is a term of the glossary', t => {
	const told = cellResult.shape.told.unwrap().options;
	for (const word of [...locks, ...outcomes, ...layers, ...told]) t.true(terms.has(word), word);
});

test('the glossary has each term once', t => {
	const lines = [...read('glossary.md').matchAll(/^\| (.*?) \|/gm)].map(([, term = '']) => term);
	const repeated = lines.filter((term, index) => term !== '---' && term !== 'term' && lines.indexOf(term) !== index);
	t.deepEqual(repeated, []);
});
