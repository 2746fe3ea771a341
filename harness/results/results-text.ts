// results.json, piece by piece: the text of a large run whole would take many times what its cells do.
import {z} from 'zod';
import {cellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {documentText} from './documents.ts';

/** Cells of a piece. */
const some = 500;

const cells = z.array(cellResult);
const noCells = '\n\t"cells": []';

/** As `documentText` has it. @throws ZodError when the results are not what their schema promises to readers */
export const resultsText = function* (results: Results): Generator<string> {
	const frame = documentText('results', {...results, cells: []});
	// No text in JSON has a line feed of its own, so this is the field of the document.
	const at = frame.indexOf(noCells);
	if (results.cells.length === 0) return yield frame;
	yield `${frame.slice(0, at)}\n\t"cells": [`;
	for (let from = 0; from < results.cells.length; from += some) {
		// As deep as they stand in the document.
		const piece = JSON.stringify([cells.parse(results.cells.slice(from, from + some))], null, '\t');
		yield `${from === 0 ? '' : ','}${piece.slice('[\n\t['.length, -'\n\t]\n]'.length)}`;
	}
	yield `\n\t]${frame.slice(at + noCells.length)}`;
};
