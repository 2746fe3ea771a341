// The expectations of image.yaml, compared with the measured facts.
import test from 'ava';
import {driftOf, mergeExpect} from '../../harness/images/expect.ts';
import {facts} from '../fixtures/plan.ts';

test('an image as expected has not drifted, nor has one without expectations', t => {
	const wanted = {
		defaultLock: 'iptables',
		tools: {'iptables-restore': true, nft: true},
		libnftables: true,
		runtimes: ['runc', 'crun'],
	} as const;
	t.deepEqual(driftOf({...wanted, runtimes: [...wanted.runtimes]}, facts), []);
	t.deepEqual(driftOf({}, facts), []);
});

test('each difference is named, with the expected and the measured value', t => {
	const drift = driftOf(
		{
			defaultLock: 'nftables',
			tools: {'iptables-restore': false, nft: true},
			iptablesBackend: 'legacy',
			libnftables: false,
			runtimes: ['crun'],
		},
		facts,
	);
	t.deepEqual(
		drift.map(({what, expected, measured}) => `${what}: ${expected} → ${measured}`),
		[
			"CRIU's default lock: nftables → iptables",
			'iptables-restore: absent → present',
			'iptables backend: legacy → no iptables',
			'libnftables in CRIU: absent → present',
			'runtimes: crun → crun, runc',
		],
	);
});

test('a default lock that cannot be measured is no drift', t => {
	const {defaultLock: _, ...criu} = facts.criu;
	t.deepEqual(driftOf({defaultLock: 'nftables'}, {...facts, criu}), []);
});

test('a variant’s expectations come on top of its folder’s', t => {
	t.deepEqual(mergeExpect({defaultLock: 'iptables', tools: {nft: true}}, {defaultLock: 'skip', tools: {ip: false}}), {
		defaultLock: 'skip',
		tools: {nft: true, ip: false},
	});
	t.deepEqual(mergeExpect(undefined, undefined), {});
});
