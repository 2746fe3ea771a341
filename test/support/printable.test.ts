// Text of unknown origin: the part that reaches a terminal or a page, however long it is.
import test from 'ava';
import fc from 'fast-check';
import {printable, printableLines} from '../../harness/support/printable.ts';

test('colour in a log line is dropped whole, without remains', t => {
	t.is(printable('\u001B[31mred\u001B[39m\n'), 'red ');
});

test('bidi marks, line separators and control characters become a space', t => {
	t.is(printable('a\u202Eb\u2066c\u2069d\u2028e\u0000f\u0085g\u200Fh'), 'a b c d e f g h');
});

test('letters of other scripts, and joiners between them, stay', t => {
	t.is(printable('café שלום 漢字 👩\u200D🔧'), 'café שלום 漢字 👩\u200D🔧');
});

for (const [name, part] of [
	['openings of a title', '\u001B]'],
	['openings of a sequence', '\u001B['],
	['letters', 'ab'],
] as const) {
	test(`two million characters of ${name} are cut, and the text says so`, t => {
		const long = part.repeat(1_000_000);
		for (const shown of [printable(long), printableLines(long)]) {
			t.true(shown.length < 20_000, String(shown.length));
			t.regex(shown, /\.\.\. \(cut: 2000000 characters\)$/);
			t.notRegex(shown, /(?!\n)\p{Cc}/u);
		}
	});
}

test('a character that the cut would halve is dropped', t => {
	t.true(printable(`a${'👩'.repeat(2000)}`).isWellFormed());
});

test('lines stay lines if the caller wants them', t => {
	t.is(printableLines('one\r\n\u001B[1mtwo\u001B[0m\nthree\u0000'), 'one\ntwo\nthree ');
});

test('each of many lines is shown, up to the limit', t => {
	const shown = printableLines('line\n'.repeat(100_000)).split('\n');
	t.is(shown.filter(line => line === 'line').length, 3200);
	t.is(shown.at(-1), '... (cut: 500000 characters)');
});

// Text as hostile programs write it: sequences, marks, halves of characters, and letters.
const hostile = fc
	.array(
		fc.oneof(
			fc.string({unit: 'binary'}),
			fc.constantFrom(
				'\u001B',
				'\u001B[31m',
				'\u001B]0;',
				'\u009B',
				'\u202E',
				'\u2066',
				'\n',
				'\r\n',
				'\u2028',
				'\uD83D',
				'a',
			),
			fc.nat({max: 20_000}).map(length => 'x'.repeat(length)),
		),
		{maxLength: 20},
	)
	.map(parts => parts.join(''));

test('whatever the text, no part of it controls a terminal, and none is too long', t => {
	const check = fc.property(hostile, text => {
		const [line, lines] = [printable(text), printableLines(text)];
		t.notRegex(line, /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u);
		t.notRegex(lines, /(?!\n)[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u);
		t.true(line.isWellFormed() && lines.isWellFormed());
		t.true(line.length < 2100 && lines.length < 33_000, `${line.length} ${lines.length}`);
	});
	t.notThrows(() => fc.assert(check));
});

test('printable text stays unchanged', t => {
	const check = fc.property(hostile, text =>
		t.is(printable(printable(text).slice(0, 2000)), printable(text).slice(0, 2000).toWellFormed()),
	);
	t.notThrows(() => fc.assert(check));
});
