// The third layer during a restore: the right lock, until the restore removes it.
import test from 'ava';
import {Disagreement} from '../../../harness/container/errors.ts';
import {restoreKernelLayer} from '../../../harness/container/layers/restore-kernel.ts';
import type {RulesetEvidence} from '../../../harness/model/evidence.ts';
import {operationOf} from '../../fixtures/cell-context.ts';

type Seen = Omit<RulesetEvidence, 'stage'>;
const none: Seen = {locks: [], objects: []};
const nftables: Seen = {locks: ['nftables'], objects: ['table inet CRIU-1']};
const iptables: Seen = {locks: ['iptables'], objects: ['chain ip filter CRIU']};
const undumped = (held: Seen, resumed: Seen) =>
	restoreKernelLayer(
		operationOf({
			operation: 'restore',
			kernel: [
				{stage: 'network-unlock', ...held},
				{stage: 'pre-resume', ...resumed},
			],
		}),
	);
const disagrees = (message: string) => ({instanceOf: Disagreement, message: `kernel: ${message}`});

test('the removed lock is the one of the dump', t => {
	t.notThrows(() => undumped(nftables, none).unlockedFrom('nftables'));
	t.notThrows(() => undumped(none, none).unlockedFrom('skip'));
	t.throws(
		() => undumped(iptables, none).unlockedFrom('nftables'),
		disagrees('the restore was to unlock the nftables lock, but the kernel had iptables (chain ip filter CRIU)'),
	);
	t.throws(
		() => undumped(nftables, none).unlockedFrom('skip'),
		disagrees('the restore was to unlock no lock, but the kernel had nftables (table inet CRIU-1)'),
	);
	t.throws(
		() => undumped({...nftables, differences: ['it was to drop, but accepts']}, none).unlockedFrom('nftables'),
		disagrees('until the restore unlocked it was to drop, but accepts'),
	);
	t.throws(
		() => undumped(none, none).unlockedFrom('nftables'),
		disagrees('the restore was to unlock the nftables lock, but the kernel had no lock'),
	);
});

test('a lock that is still there when the container runs disagrees', t => {
	t.throws(
		() => undumped(nftables, nftables).unlockedFrom('nftables'),
		disagrees('before the container went on the kernel still had nftables (table inet CRIU-1)'),
	);
});

test('an unlock that never happens is the product’s failure', t => {
	t.throws(
		() => restoreKernelLayer(operationOf({operation: 'restore'})).unlockedFrom('skip'),
		disagrees('in the restore CRIU ran no action script at stage network-unlock'),
	);
});
