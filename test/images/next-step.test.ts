// The next step for an image, from the engine's state: the whole way from nothing to ready, and its short cuts.
import test from 'ava';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import type {StoredBase} from '../../harness/images/base.ts';
import {NoBase} from '../../harness/images/errors.ts';
import {type ImageView, nextStep, nextToolsStep} from '../../harness/images/next-step.ts';
import {twoBases as definition} from '../fixtures/image-definition.ts';
import {facts} from '../fixtures/plan.ts';

const [preferred, fallback] = ['registry.test/debian:trixie', 'bootstrap/trixie'] as const;
const stored: StoredBase = {ref: 'netlock-base:x', id: 'sha256:base', origin: 'somewhere'};
const nothing: ImageView = {
	ref: 'netlock/debian-trixie:1',
	kernel: facts.kernel,
	image: undefined,
	facts: undefined,
	isBuilt: false,
	hasTools: false,
	bases: {stored: new Map(), failed: new Map()},
};
const image = {id: 'sha256:1', digests: [], labels: {'io.netlock.base': 'b', 'io.netlock.passed-over': 'why\nand why'}};
const down = new ImageUnavailable('it does not answer');
const having = (name: string, failed: [string, ImageUnavailable][] = []) => ({
	stored: new Map([[name, stored]]),
	failed: new Map(failed),
});

for (const [title, view, expected] of [
	['nothing is there: the base that is preferred', {}, {kind: 'base', name: preferred}],
	[
		'the fallback is there and the preferred base was never asked for: that one, still',
		{bases: having(fallback)},
		{kind: 'base', name: preferred},
	],
	[
		'the preferred base is unavailable: the next one',
		{bases: {stored: new Map(), failed: new Map([[preferred, down]])}},
		{kind: 'base', name: fallback},
	],
	['its base is there: the tools', {bases: having(preferred)}, {kind: 'tools'}],
	['base and tools are there: the build', {bases: having(preferred), hasTools: true}, {kind: 'build'}],
	[
		'a fallback is all that there is: the build on it',
		{bases: having(fallback, [[preferred, down]]), hasTools: true},
		{kind: 'build'},
	],
	['it was built and never measured, and its base is gone: it is measured', {isBuilt: true}, {kind: 'measure'}],
	['it has no facts: it is measured', {image}, {kind: 'measure'}],
	['its facts are of another kernel: it is measured', {image, facts, kernel: '7.0'}, {kind: 'measure'}],
] as const) {
	test(title, t => {
		t.deepEqual(nextStep(definition, {...nothing, ...view}), expected);
	});
}

test('with facts of this kernel it is ready, with its labels’ word on the base', t => {
	t.deepEqual(nextStep(definition, {...nothing, image, facts}), {
		kind: 'ready',
		image: {ref: nothing.ref, digest: 'sha256:1', base: 'b', passedOver: ['why', 'and why'], facts},
	});
});

test('without a base left it is unavailable: for the only reason, or for all', t => {
	const failed = new Map([
		[preferred, down],
		[fallback, new ImageUnavailable('there is no mirror')],
	]);
	const view = {...nothing, bases: {stored: new Map(), failed}};
	const error = t.throws(() => nextStep(definition, view), {instanceOf: NoBase});
	t.is(error?.shortMessage, 'it does not answer; there is no mirror');
	t.is(t.throws(() => nextStep({...definition, bases: definition.bases.slice(0, 1)}, view)) as unknown, down);
});

test('the image of tools needs a base and a build, and is then ready', t => {
	const {ref, bases} = nothing;
	t.deepEqual(nextToolsStep(definition, {ref, bases, isBuilt: false}), {kind: 'base', name: preferred});
	t.deepEqual(nextToolsStep(definition, {ref, bases: having(preferred), isBuilt: false}), {kind: 'build'});
	t.deepEqual(nextToolsStep(definition, {ref, bases, isBuilt: true}), {kind: 'ready', image: ref});
});
