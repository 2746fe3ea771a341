// A checkpoint that is restored as a copy, or in a network with another address: the same image, another bundle,
// another place.
import test from 'ava';
import {privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';
import {counter, echoServer} from '../../harness/bundle/workload.ts';
import {asCopy, moved} from '../../harness/container/carried-over.ts';
import type {Dumped} from '../../harness/container/checkpoint.ts';
import {EvidenceMissing} from '../../harness/container/errors.ts';
import {contextOf, operationOf} from '../fixtures/cell-context.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

const instance = {id: 'netlock', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
const folders = {bundle: '/cell/bundle', image: '/cell/image-1', work: '/cell/criu-1'};
const dumped: Dumped = {folders, operation: operationOf(), method: 'nftables', counted: 5};

test('a copy has its own id and bundle, and the same image', async t => {
	// The result of the restore does not matter, only its options.
	const {sandbox, ran} = playedSandbox([[/crun.* restore/, {exit: 1}]]);
	const copy = await asCopy(contextOf('crun', 'nftables', sandbox), instance, dumped);
	await t.throwsAsync(copy.restore());
	t.regex(ran('cp -a')[0] ?? '', /\/cell\/bundle \/cell\/bundle-copy$/);
	const [command = ''] = ran(' restore ');
	t.regex(command, /--bundle \/cell\/bundle-copy --image-path \/cell\/image-1 .* copy$/);
});

test('the network is removed, and made again with another address', async t => {
	const {sandbox, ran} = playedSandbox();
	const server = {...instance, workload: echoServer(), topology: vethNetwork};
	await moved(contextOf('crun', 'nftables', sandbox), server, dumped);
	t.regex(
		ran('ip netns delete')[0] ?? '',
		/ip netns delete container && ip netns add container .* 192\.0\.2\.3\/24 dev inside/,
	);
});

test('a copy or move that fails is the harness’s trouble', async t => {
	const full = contextOf('crun', 'nftables', playedSandbox([[/./, {exit: 1, stderr: 'full'}]]).sandbox);
	await t.throwsAsync(asCopy(full, instance, dumped), {instanceOf: EvidenceMissing, message: /copied/});
	const server = {...instance, topology: vethNetwork};
	await t.throwsAsync(moved(full, server, dumped), {instanceOf: EvidenceMissing, message: /another address/});
	const context = contextOf('crun', 'nftables', playedSandbox().sandbox);
	await t.throwsAsync(moved(context, instance, dumped), {instanceOf: EvidenceMissing, message: /no other address/});
});
