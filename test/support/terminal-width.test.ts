// Lines of a terminal: wide characters, and widths that make no sense.
import {styleText} from 'node:util';
import test from 'ava';
import {cutToWidth, padToWidth, textWidth, usableWidth, wrapWords} from '../../harness/support/terminal-width.ts';

test('a terminal that does not know its width has 100 columns, and none has fewer than 20', t => {
	t.deepEqual([undefined, 0, 1, 19, 20, 80].map(usableWidth), [100, 100, 20, 20, 20, 80]);
});

test('words stay whole unless one is longer than a line', t => {
	t.deepEqual(wrapWords('the peer saw a reset', 10), ['the peer', 'saw a', 'reset']);
	t.deepEqual(wrapWords('aaaabbbbcc', 4), ['aaaa', 'bbbb', 'cc']);
});

test('no width makes a line without text', t => {
	for (const width of [-3, 0, 1]) t.deepEqual(wrapWords('ab', width), ['a', 'b']);
});

test('a wide character takes two columns, a colour none', t => {
	t.is(textWidth('漢字'), 4);
	t.is(textWidth(styleText('red', 'ab', {validateStream: false})), 2);
	t.is(padToWidth('漢', 4), '漢  ');
	t.is(cutToWidth('漢字漢字', 6, '..'), '漢字..');
});

test('text that fits is not cut, and no cut is wider than the limit', t => {
	t.is(cutToWidth('abc', 3, '..'), 'abc');
	t.deepEqual(
		[0, 1, 2, 3].map(width => cutToWidth('abcdef', width, '..')),
		['', '.', '..', 'a..'],
	);
});
