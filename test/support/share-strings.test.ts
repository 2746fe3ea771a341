// Equal strings are in memory once. The document stays equal.
import test from 'ava';
import fc from 'fast-check';
import {shareStrings} from '../../harness/support/share-strings.ts';

test('a document is equal afterwards', t => {
	fc.assert(
		fc.property(fc.array(fc.jsonValue()), values => {
			const known = new Map<string, string>();
			const copies = structuredClone(values);
			for (const each of copies) shareStrings(each, known);
			t.deepEqual(copies, values);
		}),
		{numRuns: 200},
	);
});

test('the strings of many documents are in memory once, at least the long ones', t => {
	const known = new Map<string, string>();
	const line = () => ({
		command: 'crun checkpoint --image-path /cell',
		short: 'a',
		deep: [{said: ['crun checkpoint --image-path /cell']}],
	});
	for (let turn = 0; turn < 3; turn++) shareStrings(line(), known);
	t.deepEqual([...known.keys()], ['crun checkpoint --image-path /cell']);
});
