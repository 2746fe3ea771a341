// A cycle in time, from the time stamps of its evidence.
import test from 'ava';
import {cycleTimes} from '../../harness/report/cycle-times.ts';
import {makeCell} from '../fixtures/results.ts';

const {evidence} = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'established-tcp'});
const [checkpoint, restore] = evidence!.operations;

test('evidence of an older netlock has no time stamps, and no picture', t => {
	t.is(cycleTimes(evidence!), undefined);
});

test('the times of stages count from the start of the first operation', t => {
	const times = cycleTimes({
		...evidence!,
		operations: [
			{
				...checkpoint!,
				began: 0,
				duration: 200,
				kernel: [{stage: 'post-dump', at: 150, locks: ['nftables'], objects: []}],
			},
			{...restore!, began: 2000, duration: 100, kernel: [{stage: 'pre-resume', at: 90, locks: [], objects: []}]},
		],
		peer: {...evidence!.peer!, error: 'ECONNRESET', silences: [{from: -20, to: 2050}]},
	});
	t.deepEqual(times, {
		operations: [
			{name: 'checkpoint', from: 0, to: 200, stages: [{stage: 'post-dump', at: 150, lock: 'nftables'}]},
			{name: 'restore', from: 2000, to: 2100, stages: [{stage: 'pre-resume', at: 2090, lock: ''}]},
		],
		peer: {silences: [{from: -20, to: 2050}], end: 'ECONNRESET', bytes: '2208 of 2208 B'},
	});
});
