// A peer outside connects to the path of the workload's socket, from the network namespace that the scenario names.
import test from 'ava';
import {privateNetwork, vethNetwork} from '../../../harness/bundle/topology.ts';
import {counter, unixServer} from '../../../harness/bundle/workload.ts';
import {EvidenceMissing} from '../../../harness/container/errors.ts';
import {connectOverUnix} from '../../../harness/container/peers/unix.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {playedSandbox} from '../../fixtures/played-sandbox.ts';

const instance = {id: 'a', bundle: '/cell/bundle', workload: unixServer(), topology: vethNetwork};
const flowing = {stdout: '{"t":1,"event":"progress","sent":512,"received":512,"corrupt":0}\n'};

const started = async (where: 'pod' | 'host'): Promise<string> => {
	const {sandbox, ran} = playedSandbox([[/tail -n 1/, {}, flowing]]);
	await connectOverUnix(contextOf('crun', 'nftables', sandbox), instance, {in: where});
	return ran('connect unix')[0] ?? '';
};

test('a peer in the pod enters the network namespace that outlives the container', async t => {
	t.regex(await started('pod'), / peer \/run\/netns\/container connect unix \/cell\/bundle\/rootfs\/tmp\/socket /);
});

test('a peer of the host stays in the sandbox’s own', async t => {
	t.regex(await started('host'), / peer {2}connect unix \/cell\/bundle\/rootfs\/tmp\/socket /);
});

test('a workload without a socket, or a network that ends with the container, is the scenario’s fault', async t => {
	const {sandbox} = playedSandbox();
	const context = contextOf('crun', 'nftables', sandbox);
	for (const other of [{workload: counter()}, {topology: privateNetwork}]) {
		await t.throwsAsync(connectOverUnix(context, {...instance, ...other}, {in: 'pod'}), {
			instanceOf: EvidenceMissing,
		});
	}
});
