// Facts that contradict each other: a CRIU that records another default lock than it takes.
import test from 'ava';
import {recordedOtherwise} from '../../harness/model/facts.ts';

test('record and kernel are compared if both are known', t => {
	t.deepEqual(recordedOtherwise({defaultLock: 'nftables', heldLock: 'iptables'}), {
		recorded: 'nftables',
		held: 'iptables',
	});
	t.is(recordedOtherwise({defaultLock: 'nftables', heldLock: 'nftables'}), undefined);
	t.is(recordedOtherwise({defaultLock: 'iptables'}), undefined);
	t.is(recordedOtherwise({heldLock: 'iptables'}), undefined);
});
