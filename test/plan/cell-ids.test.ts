// Cells by their ids: what they select, and the error for an unknown id.
import test from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import {type CellSpace, chooseCells} from '../../harness/plan/cell-ids.ts';

const space: CellSpace = {
	images: ['debian-forky', 'debian-trixie'],
	builds: ['crun', 'crun@pr'],
	scenarios: [
		{id: 'tcp-veth', locks: ['unset', 'iptables', 'nftables', 'skip']},
		{id: 'unset-leaves-choice', locks: ['unset']},
		{id: 'restore-in-debian-trixie', locks: ['nftables'], destination: 'debian-trixie'},
	],
};

test('a selection has the images, scenarios and locks of the cells, and keeps no other cell', t => {
	const ids = ['debian-forky/crun/nftables/tcp-veth', 'debian-trixie/crun@pr/unset/unset-leaves-choice'];
	const {images, scenarios, locks, isWanted} = chooseCells(ids, space);
	t.deepEqual([images, scenarios, locks], [space.images, ['tcp-veth', 'unset-leaves-choice'], ['nftables', 'unset']]);
	t.true(ids.every(id => isWanted({id})));
	t.false(isWanted({id: 'debian-forky/crun/unset/tcp-veth'}));
});

test('a cell that restores elsewhere brings the image of its destination', t => {
	t.deepEqual(chooseCells(['debian-forky/crun/nftables/restore-in-debian-trixie'], space).images, [
		'debian-forky',
		'debian-trixie',
	]);
});

for (const [id, near] of [
	['debian-forki/crun/nftables/tcp-vet', 'debian-forky/crun/nftables/tcp-veth'],
	['debian-forky/crun@p/skip/tcp-veth', 'debian-forky/crun@pr/skip/tcp-veth'],
	['debian-forky/crun/nftables/unset-leaves-choice', 'debian-forky/crun/unset/unset-leaves-choice'],
	['debian-forky/crun/nft/tcp-veth', 'debian-forky/crun/nftables/tcp-veth'],
] as const) {
	test(`the error for a wrong id names the nearest: ${id}`, t => {
		const error = t.throws(() => chooseCells([id], space), {instanceOf: UsageError});
		t.is(error?.shortMessage, `there is no cell "${id}"`);
		t.true(error?.message.includes(near), error?.message);
	});
}

test('text that is no cell id is refused, with the form of an id', t => {
	for (const id of ['tcp-veth', 'a/b/c/d/e', '', 'debian-forky/crun/nftables/tcp-veth/x']) {
		t.throws(() => chooseCells([id], space), {instanceOf: UsageError, message: /IMAGE\/BUILD\/LOCK\/SCENARIO/});
	}
});
