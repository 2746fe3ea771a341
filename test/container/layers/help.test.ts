// The words that a runtime's help must have.
import test from 'ava';
import {Disagreement} from '../../../harness/container/errors.ts';
import {help} from '../../../harness/container/layers/help.ts';
import {contextOf} from '../../fixtures/cell-context.ts';

const helpOf = (text: string, exit = 0) =>
	help(
		contextOf('crun', 'unset', {
			exec: async () => ({exit, stdout: Buffer.from(text), stderr: 'no help', duration: 1}),
		}),
	);

test('every word must be in the help, and a missing one is named', async t => {
	const {names} = helpOf('  --network-lock=METHOD   iptables or skip\n');
	await t.notThrowsAsync(names(['--network-lock', 'iptables', 'skip']));
	const error = await t.throwsAsync(names(['iptables', 'nftables', 'none']), {
		instanceOf: Disagreement,
		message: /^exit: crun checkpoint --help does not name nftables, none/,
	});
	t.deepEqual((error as Disagreement).symptoms, ['  --network-lock=METHOD   iptables or skip']);
});

test('a runtime that has no help disagrees', async t => {
	await t.throwsAsync(helpOf('', 1).names(['skip']), {message: 'exit: crun checkpoint --help fails: no help'});
});
