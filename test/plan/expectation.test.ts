// Which outcomes are unexpected.
import test from 'ava';
import type {Outcome} from '../../harness/model/axes.ts';
import {refer} from '../../harness/model/known-issue.ts';
import {judge} from '../../harness/plan/expectation.ts';
import {knownIssue} from '../fixtures/plan.ts';

const symptom = "Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported";

const withoutIssue = test.macro({
	exec(t, outcome: Outcome, expected: Outcome, unexpected: boolean) {
		t.deepEqual(judge({outcome, symptoms: [symptom]}, undefined), {outcome, expected, unexpected});
	},
	title: (_, outcome, __, unexpected) =>
		`without a known issue, ${outcome} is ${unexpected ? 'unexpected' : 'as expected'}`,
});
test(withoutIssue, 'pass', 'pass', false);
test(withoutIssue, 'fail', 'pass', true);
test(withoutIssue, 'error', 'pass', true);
test(withoutIssue, 'miss', 'miss', false);
test(withoutIssue, 'skip', 'skip', false);

const known = [knownIssue];

const withIssue = test.macro({
	exec(t, outcome: Outcome, symptoms: string[], unexpected: boolean) {
		t.like(judge({outcome, symptoms}, known), {outcome, expected: 'fail', unexpected});
	},
	title: (_, outcome, symptoms: string[], unexpected) => {
		const seen = symptoms.length === 0 ? 'no' : 'the';
		return `where a failure is known, ${outcome} with ${seen} symptom is ${unexpected ? 'unexpected' : 'as expected'}`;
	},
});
test(withIssue, 'fail', ['first', symptom], false);
test(withIssue, 'fail', [], true);
test(withIssue, 'pass', [symptom], true);
test(withIssue, 'error', [symptom], true);

const behind = {...knownIssue, id: 'behind', layer: 'kernel', symptom: 'left behind'} as const;

test('of several known issues the one that is seen counts, whichever comes first', t => {
	for (const issues of [
		[knownIssue, behind],
		[behind, knownIssue],
	]) {
		t.like(judge({outcome: 'fail', layer: 'exit', symptoms: [symptom]}, issues), {
			unexpected: false,
			knownIssue: {id: knownIssue.id},
		});
		t.like(judge({outcome: 'fail', layer: 'kernel', reason: 'left behind in it: table', symptoms: []}, issues), {
			unexpected: false,
			knownIssue: {id: 'behind'},
		});
	}
});

test('a failure that matches none of them has no known issue', t => {
	const judged = judge({outcome: 'fail', layer: 'exit', reason: 'left behind', symptoms: []}, [knownIssue, behind]);
	t.true(judged.unexpected);
	t.false('knownIssue' in judged);
});

test('a pass against a known issue is unexpected for a package, and good news of a build under test', t => {
	const passed = {outcome: 'pass', symptoms: []} as const;
	t.deepEqual(judge(passed, known), {
		outcome: 'pass',
		expected: 'fail',
		unexpected: true,
		knownIssue: refer(knownIssue),
	});
	t.like(judge(passed, known, true), {expected: 'fail', unexpected: false, knownIssue: {id: knownIssue.id}});
	t.true(judge({...passed, outcome: 'fail'}, known, true).unexpected);
});

test('another failure in a cell with a known one is new', t => {
	t.true(judge({outcome: 'fail', reason: 'no byte flows', symptoms: ['Dumping FAILED.']}, known).unexpected);
});

test('the symptom may be in the verdict only', t => {
	const reason = `crun checkpoint fails: ${symptom}`;
	t.false(judge({outcome: 'fail', reason, symptoms: []}, known).unexpected);
});

test('the symptom is a regular expression', t => {
	const issue = {...knownIssue, symptom: String.raw`^execvp\("iptables-restore", \.\.\.\) failed`};
	t.false(judge({outcome: 'fail', symptoms: ['execvp("iptables-restore", ...) failed']}, [issue]).unexpected);
	t.true(judge({outcome: 'fail', symptoms: ['execvp("iptables-restore", 123) failed']}, [issue]).unexpected);
});

test('the same symptom on another layer than the known one is new', t => {
	const observed = {outcome: 'fail', layer: 'exit', symptoms: [symptom]} as const;
	t.false(judge(observed, [{...knownIssue, layer: 'exit'}]).unexpected);
	t.true(judge(observed, [{...knownIssue, layer: 'request'}]).unexpected);
	t.true(judge({...observed, layer: undefined}, [{...knownIssue, layer: 'exit'}]).unexpected);
});

for (const outcome of ['miss', 'skip'] as const) {
	test(`a cell that did not run says nothing about a known issue: ${outcome}`, t => {
		t.deepEqual(judge({outcome, symptoms: []}, known), {outcome, expected: outcome, unexpected: false});
	});
}
