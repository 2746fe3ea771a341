// The end of a container: a runtime that does not remove it is told in its own words.
import test from 'ava';
import {Disagreement} from '../../harness/container/errors.ts';
import {remove} from '../../harness/container/remove.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {instance} from '../fixtures/operation.ts';
import {type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const removing = (answer: Played) => {
	const {sandbox} = playedSandbox([[/ delete /, answer]]);
	return remove(contextOf('crun', 'nftables', sandbox), {...instance, id: 'c'});
};

for (const [what, answer, says] of [
	['fails', {exit: 1, stderr: 'no such container\n'}, 'crun delete fails: no such container'],
	['does not end', {exit: null}, 'crun delete fails: it did not end within its time limit'],
] satisfies [string, Played, string][]) {
	test(`a delete that ${what} is the product’s failure`, async t => {
		const error = await t.throwsAsync(removing(answer), {instanceOf: Disagreement});
		t.like(error, {layer: 'exit', shortMessage: says});
	});
}

test('a delete that succeeds says nothing', async t => {
	await t.notThrowsAsync(removing({}));
});
