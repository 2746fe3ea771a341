// A short form of `npm run faults`: some of the faults, once each, on real runs.
import test from 'ava';
import {wrong} from '../faults/fault.ts';
import {faults, inflict} from '../faults/faults.ts';

const some = [
	'netlock and AVA are killed',
	'its terminal is closed',
	'a runtime writes 40 MB of errors',
	'a runtime’s state is garbage',
];

test('each name in the short form is the name of a fault', t => {
	const names = faults.map(({name}) => name);
	t.deepEqual(
		some.filter(name => !names.includes(name)),
		[],
	);
});

for (const fault of faults.filter(({name}) => some.includes(name))) {
	test.serial(`nothing is lost or left behind, and the right party is blamed: ${fault.name}`, async t => {
		t.timeout(300_000);
		const left = await inflict(fault);
		t.is(wrong(fault, left), undefined, JSON.stringify(left));
	});
}

test('a lost cell, an orphan, a wrong blame and a wrong exit status are all reported', t => {
	const [fault] = faults;
	if (fault === undefined) return t.fail();
	const good = {exit: null, lost: 0, orphans: 0, blamed: [], cells: 4, verdicts: 2, hit: 1, reasons: []};
	t.is(wrong(fault, good), undefined);
	t.is(wrong(fault, {...good, lost: 1}), '1 lost');
	t.is(wrong(fault, {...good, orphans: 2}), '2 orphans');
	t.is(wrong(fault, {...good, blamed: ['runtime']}), 'blames runtime');
	t.is(wrong(fault, {...good, exit: 0}), 'exit 0');
	t.is(wrong({...fault, hits: 0}, good), 'hits 1 cells');
});
