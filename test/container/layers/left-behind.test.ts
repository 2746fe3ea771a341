// Where netlock searches for leftovers of a lock while no container runs.
import test from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {privateNetwork, type Topology, vethNetwork} from '../../../harness/bundle/topology.ts';
import {counter} from '../../../harness/bundle/workload.ts';
import {nothingIsLeftOutside} from '../../../harness/container/layers/left-behind.ts';
import {contextOf} from '../../fixtures/cell-context.ts';

const look = async (topology: Topology): Promise<string[]> => {
	const namespaces: string[] = [];
	const context = contextOf('crun', 'nftables', {
		exec: async argv => {
			namespaces.push(argv.find(word => word.startsWith('--net='))?.slice('--net='.length) ?? 'own');
			return {exit: 0, stdout: Buffer.from('{"nftables": []}\n'), stderr: '', duration: 1};
		},
	});
	await nothingIsLeftOutside(context, {id: 'one', bundle: '/cell/bundle', workload: counter(), topology});
	return namespaces;
};

test('in the namespace that outlives the container, and in the sandbox’s own', async t => {
	t.deepEqual(await look(vethNetwork), ['/run/netns/container', 'own']);
});

test('in the host’s once: it outlives every container', async t => {
	t.deepEqual(await look(hostNetwork), ['own']);
});

test('a private one ends with its container', async t => {
	await t.throwsAsync(look(privateNetwork), {message: /does not outlive its container/});
});
