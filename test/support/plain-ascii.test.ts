// Text for a terminal whose locale has ASCII only.
import test from 'ava';
import {appearances, statuses} from '../../harness/report/status.ts';
import {plainAscii} from '../../harness/support/plain-ascii.ts';

for (const [text, shown] of [
	['the distro’s “base” – no…', 'the distro\'s "base" - no...'],
	['a → b, 3 × 4 ≥ 9', 'a -> b, 3 x 4 >= 9'],
	['┌─┬─┐\n│ ┃ ║\n╰──╯', '+-+-+\n| | |\n+--+'],
	['x☃y', 'x?y'],
	['/home/jürgen/größe', '/home/jürgen/größe'],
] as const) {
	test(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}`, t => t.is(plainAscii(text), shown));
}

test('every mark of a cell is replaced, and no two are the same', t => {
	const marks = statuses.map(status => appearances[status].ascii);
	t.deepEqual(marks.map(plainAscii), marks);
	t.is(new Set(marks).size, marks.length);
});
