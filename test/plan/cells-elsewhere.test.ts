// Cells that restore in another image: what that image must have.
import test from 'ava';
import {readyBuild, readyImage, scenarioOf} from '../fixtures/plan.ts';
import {binaryIn, deadCriu, only} from '../fixtures/plan-cells.ts';

const binary = binaryIn('there');

const elsewhere = (destination: string, spec: Parameters<typeof scenarioOf>[1] = {}) => [
	{...scenarioOf('over', spec), id: `over-${destination}`, destination},
];

test('a scenario that restores elsewhere needs its destination: selected, ready, with the runtime', t => {
	const here = readyImage('here');
	t.like(only({images: [here], scenarios: elsewhere('there')}), {
		settled: {outcome: 'skip', reason: 'there, where it is to be restored, is not selected'},
	});
	const gone = {id: 'there', title: 'There', state: 'miss', reason: 'no registry answers'} as const;
	t.like(only({images: [here, gone], scenarios: elsewhere('there')}), {
		expected: 'miss',
		settled: {outcome: 'miss', reason: 'there, where it is to be restored: no registry answers'},
	});
	const bare = readyImage('there', {runtimes: {}});
	t.regex(only({images: [here, bare], scenarios: elsewhere('there')}).settled?.reason ?? '', /^there has no crun/);
	t.is(only({images: [here, bare], builds: [binary], scenarios: elsewhere('there')}).settled, undefined);
	t.is(only({images: [here, readyImage('there')], scenarios: elsewhere('there')}).settled, undefined);
});

test('a gate sees the destination too', t => {
	const scenarios = elsewhere('there', {skip: ({destination}) => `${destination?.image}: ${destination?.facts.os}`});
	const images = [readyImage('here'), readyImage('there', {os: 'Another'})];
	t.is(only({images, scenarios}).settled?.reason, 'there: Another');
});

test('a cell whose destination’s packaged CRIU works on no such kernel is a miss; a CRIU under test is tried', t => {
	const [here, there] = [readyImage('here'), readyImage('there', {criu: deadCriu})];
	const over = {images: [here, there], scenarios: elsewhere('there')};
	const {settled} = only(over);
	t.is(settled?.outcome, 'miss');
	t.regex(settled?.reason ?? '', /^there, where it is to be restored: CRIU 4\.0 cannot dump anything/);
	const underTest = readyBuild('crun+criu@old', 'crun', {here: {}, there: {criu: deadCriu}});
	t.is(only({...over, builds: [underTest]}).settled, undefined);
});
