// Datagrams flow if more have come back at both ends, and none is wrong.
import test from 'ava';
import {vethNetwork} from '../../../harness/bundle/topology.ts';
import {datagrams} from '../../../harness/bundle/workload.ts';
import {Disagreement} from '../../../harness/container/errors.ts';
import {exchangeDatagrams} from '../../../harness/container/peers/datagrams.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {counters, type Played, playedSandbox} from '../../fixtures/played-sandbox.ts';

const instance = {id: 'a', bundle: '/cell/bundle', workload: datagrams(), topology: vethNetwork};
const peer = (received: number, corrupt = 0): Played => ({
	stdout: `{"stamp":1}\n{"t":1,"event":"progress","sent":9,"received":${received},"corrupt":${corrupt}}\n\n`,
});

/** The reports of workload and peer, one look after the other. */
const exchanging = async (container: Played[], outside: Played[]) => {
	const {sandbox, ran} = playedSandbox([
		[/rootfs\/state/, ...container],
		[/peer\.1$/, ...outside],
	]);
	return {exchange: await exchangeDatagrams(contextOf('crun', 'nftables', sandbox), instance), ran};
};
const received = (bytes: number, corrupt = 0): Played => counters(1, {received: bytes, corrupt});
const [few, more] = [5000, 10_000];

test('they flow if both ends got more', async t => {
	const {exchange} = await exchanging(
		[received(few), received(few), received(more)],
		[{}, peer(few), peer(few), peer(more)],
	);
	await t.notThrowsAsync(exchange.flow());
});

for (const [what, container, outside, says] of [
	[
		'the container gets wrong bytes',
		received(more, 512),
		peer(more),
		/came back to the container with 512 wrong bytes$/,
	],
	['its peer gets wrong bytes', received(more), peer(more, 3), /came back to the peer with 3 wrong bytes$/],
] as const) {
	test(`the product is to blame when ${what}`, async t => {
		const {exchange} = await exchanging([received(few), received(few), container], [{}, peer(few), peer(few), outside]);
		const error = await t.throwsAsync(exchange.flow(), {instanceOf: Disagreement});
		t.is(error?.layer, 'behaviour');
		t.regex(error?.shortMessage ?? '', says);
	});
}
