// Writes a verdict into its folder: verdict.json, checked by its schema, and verdict.md.
import {join} from 'node:path';
import type {z} from 'zod';
import {writeWhole} from '../support/write-whole.ts';

/** @throws ZodError when the document does not match its schema */
export const writeVerdict = <Document>(
	folder: string,
	schema: z.ZodType<Document>,
	document: Document,
	markdown: string,
): void => {
	writeWhole(join(folder, 'verdict.json'), `${JSON.stringify(schema.parse(document), null, '\t')}\n`);
	writeWhole(join(folder, 'verdict.md'), markdown);
};
