// A log of JSON lines of any size: read piece by piece. A line that cannot be read is named by its number.
import {appendFileSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {appendLines, readLines} from '../../harness/results/json-lines.ts';
import {sizes} from '../../harness/support/limits.ts';
import {folderWith} from '../fixtures/folder.ts';

const schema = z.object({n: z.number(), pad: z.string().optional()});

test('a line across the end of a piece is read whole', async t => {
	const file = join(await folderWith(t, {}), 'log');
	const lines = Array.from({length: 50}, (_, n) => ({n, pad: 'ü€'.repeat(20_011 * (n % 5))}));
	appendLines(file, lines);
	t.deepEqual(readLines(file, schema), {lines, refused: []});
});

test('a log that is larger than any string is read', async t => {
	const file = join(await folderWith(t, {}), 'log');
	appendLines(file, [{n: 1}]);
	// A hole: one line of zeros, on no disk.
	truncateSync(file, 2 ** 29 + 2 ** 20);
	appendFileSync(file, '\n{"n": 2}\n');
	t.deepEqual(readLines(file, schema), {
		lines: [{n: 1}, {n: 2}],
		refused: [{line: 2, problem: `it has more than ${sizes.jsonLine / 2 ** 20} MiB`}],
	});
});
