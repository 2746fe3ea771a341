// The order of upstream version numbers, and ranges of them.
import test from 'ava';
import fc from 'fast-check';
import {compareVersions, isVersionRange, satisfies} from '../../harness/model/versions.ts';

const ascending = ['2', '3.5', '3.16', '3.16.1', '3.19', '4.1.1', '4.2', '4.2.1', '4.10', '6.16', '6.18.0-rc1', '10'];

test('versions are ordered by their numbers, not by their letters', t => {
	for (const [i, a] of ascending.entries()) {
		for (const [j, b] of ascending.entries()) {
			t.is(Math.sign(compareVersions(a, b)), Math.sign(i - j), `${a} and ${b}`);
		}
	}
});

test('missing parts count as zero', t => {
	t.is(compareVersions('4.2', '4.2.0'), 0);
	t.is(compareVersions('6.18.0-amd64', '6.18'), 0);
});

const within = test.macro({
	exec(t, version: string, range: string, expected: boolean) {
		t.is(satisfies(version, range), expected);
	},
	title: (_, version, range, expected) => `${version} is ${expected ? 'within' : 'not within'} ${range}`,
});
test(within, '4.1.1', '<4.2', true);
test(within, '4.2', '<4.2', false);
test(within, '4.2', '<=4.2', true);
test(within, '4.2.1', '<=4.2', false);
test(within, '6.16', '>=6.16', true);
test(within, '6.15.9', '>=6.16', false);
test(within, '6.16', '>6.16', false);
test(within, '4.2.0', '=4.2', true);
test(within, '4.2.1', '=4.2', false);
test(within, '4.1.1', '>=4.1 <4.2', true);
test(within, '4.2', '>=4.1 <4.2', false);
test(within, '4.0', '>=4.1 <4.2', false);
test(within, 'sh: criu: not found', '<4.2', false);

for (const range of ['<4.2', '>=3.16 <4.2', '=4', '>=6', '>3.16.1  <=10']) {
	test(`"${range}" is a version range`, t => {
		t.true(isVersionRange(range));
	});
}

for (const range of ['', ' ', '= 4', '4.2', '<', '~4.2', '<4.2,', '>=3.16  || <4', '<4.x', '<4.2 ', '<v4.2']) {
	test(`"${range}" is not a version range`, t => {
		t.false(isVersionRange(range));
	});
}

const dotted = fc.array(fc.nat({max: 3}), {minLength: 1, maxLength: 4}).map(parts => parts.join('.'));

test('the order of versions is total: antisymmetric, transitive, and equal to the one of their parts', t => {
	const check = fc.property(dotted, dotted, dotted, (a, b, c) => {
		t.is(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a)), 0, `${a} and ${b}`);
		const [low = '', middle = '', high = ''] = [a, b, c].sort(compareVersions);
		t.true(compareVersions(low, middle) <= 0 && compareVersions(middle, high) <= 0 && compareVersions(low, high) <= 0);
		t.true(compareVersions(`${a}.1`, a) > 0);
	});
	t.notThrows(() => fc.assert(check));
});

test('of any two versions exactly one of <, = and > holds, and <= and >= follow from them', t => {
	const check = fc.property(dotted, dotted, (version, bound) => {
		const held = (operator: string): boolean => satisfies(version, `${operator}${bound}`);
		t.is(['<', '=', '>'].filter(held).length, 1, `${version} and ${bound}`);
		t.is(held('<='), held('<') || held('='));
		t.is(held('>='), held('>') || held('='));
	});
	t.notThrows(() => fc.assert(check));
});

test('a version is within several terms exactly when it is within each', t => {
	const term = fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '='), dotted).map(words => words.join(''));
	const check = fc.property(dotted, fc.array(term, {minLength: 1, maxLength: 3}), (version, terms) => {
		t.true(isVersionRange(terms.join(' ')));
		t.is(
			satisfies(version, terms.join(' ')),
			terms.every(each => satisfies(version, each)),
		);
	});
	t.notThrows(() => fc.assert(check));
});
