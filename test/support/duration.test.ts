// Spans of time and counts, as every report writes them.
import test from 'ava';
import {counted} from '../../harness/support/counted.ts';
import {elapsed, formatDuration} from '../../harness/support/duration.ts';

test('a duration has two units at most', t => {
	t.deepEqual([0, 340, 1700, 59_949, 74_300, 192_000, 3_840_000].map(formatDuration), [
		'0ms',
		'340ms',
		'1.7s',
		'59.9s',
		'1m 14s',
		'3m 12s',
		'1h 4m',
	]);
});

test('a clock that was set back gives no negative duration', t => {
	t.is(formatDuration(-5), '0ms');
});

test('a value that is no number is no duration', t => {
	t.deepEqual([Number.NaN, Number.POSITIVE_INFINITY].map(formatDuration), ['an unknown time', 'an unknown time']);
	t.is(formatDuration(elapsed({started: 'yesterday', finished: '2026-01-01T00:00:00Z'})), 'an unknown time');
});

test('one cell, two cells', t => {
	t.deepEqual(
		[0, 1, 2].map(count => counted(count, 'cell')),
		['0 cells', '1 cell', '2 cells'],
	);
});
