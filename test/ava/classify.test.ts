// Who is to blame for the outcome of a cell: the product only if a layer disagrees or an assertion fails.
import test from 'ava';
import {classify} from '../../harness/ava/classify.ts';
import {Disagreement, EvidenceMissing, NotCombined} from '../../harness/container/errors.ts';
import {EngineError} from '../../harness/engine/errors.ts';
import {NetlockError} from '../../harness/support/errors.ts';

test('a disagreement fails the cell on its layer, with its symptoms', t => {
	t.deepEqual(classify(new Disagreement('kernel', 'no lock\nat all', ['Error (x)'])), {
		outcome: 'fail',
		layer: 'kernel',
		reason: 'no lock at all',
		symptoms: ['Error (x)'],
	});
});

test('a scenario that does not go with the run is a skip, with the reason', t => {
	t.deepEqual(classify(new NotCombined('podman does')), {outcome: 'skip', reason: 'podman does', symptoms: []});
});

test('a failed assertion fails the cell on the behaviour layer', t => {
	const error = Object.assign(new Error('2 is not 3'), {name: 'AssertionError'});
	t.like(classify(error), {outcome: 'fail', layer: 'behaviour', reason: '2 is not 3'});
});

for (const [error, reason] of [
	[new EvidenceMissing('no inventory', 'a log'), 'no inventory'],
	[new EngineError('the engine is gone', 'ECONNREFUSED'), 'the engine is gone'],
	[new TypeError('x is undefined'), 'x is undefined'],
	['a string', 'a string'],
	[undefined, 'undefined'],
] as const) {
	test(`no verdict on the product: ${reason}`, t => {
		const {outcome, layer, reason: said} = classify(error);
		t.deepEqual({outcome, layer, said}, {outcome: 'error', layer: undefined, said: reason});
	});
}

test('an output of the product that is too large fails the cell, on the exit layer', t => {
	t.like(classify(new NetlockError('product', 'it wrote 1 TiB')), {
		outcome: 'fail',
		layer: 'exit',
		reason: 'it wrote 1 TiB',
	});
});
