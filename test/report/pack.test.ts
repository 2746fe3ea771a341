// The page's data: packed and unpacked, whatever it holds, with each distinct value once.
import test from 'ava';
import fc from 'fast-check';
import {packText} from '../../harness/report/pack.ts';
import {unpacker} from '../../harness/report/page/unpack.ts';

const roundTrip = (roots: readonly unknown[]): unknown[] => {
	const packed = JSON.parse(packText(roots));
	return packed.roots.map(unpacker(packed));
};

test('unpacked data is equal to the data before', t => {
	fc.assert(
		fc.property(fc.array(fc.jsonValue()), roots => {
			t.deepEqual(roundTrip(roots), JSON.parse(JSON.stringify(roots)));
		}),
		{numRuns: 300},
	);
});

test('a text, a number and a word that look alike stay different', t => {
	const roots = [['1', 1, true, 'true', null, 'null', [], {}, '']];
	t.deepEqual(roundTrip(roots), roots);
});

test('absent values stay absent', t => {
	t.deepEqual(roundTrip([{a: 1, b: undefined}]), [{a: 1}]);
});

test('a thousand equal panels take a number each', t => {
	const panel = {command: 'crun checkpoint', exit: 0, stages: [{at: 'post-dump', locks: ['nftables']}]};
	const size = (count: number): number => packText(Array.from({length: count}, () => structuredClone(panel))).length;
	t.true(size(1000) - size(1) < 3 * 1000);
});
