// Network topologies: what the container joins is what the set-up makes, and its address is what the peer connects to.
import test from 'ava';
import {privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';

test('a private network needs no set-up and has no address', t => {
	t.deepEqual(privateNetwork, {name: 'private', network: {kind: 'private'}, setUp: undefined, address: undefined});
});

const commands = vethNetwork.setUp?.split(' && ') ?? [];

test('the namespace that a container joins is made before anything is put into it', t => {
	const {network} = vethNetwork;
	const name = network.kind === 'path' ? network.path.replace('/run/netns/', '') : '';
	t.is(commands[0], `ip netns add ${name}`);
	t.true(commands.some(command => command.endsWith(`netns ${name}`)));
});

test('the container has the address that the peer connects to, on the same network as the sandbox', t => {
	t.true(commands.some(command => command.startsWith('ip -n ') && command.includes(` ${vethNetwork.address}/24 `)));
	const [outside] = commands.filter(command => command.startsWith('ip address add'));
	const networkOf = (text = '') => /(\d+\.\d+\.\d+)\.\d+/.exec(text)?.[1];
	t.is(networkOf(outside), networkOf(vethNetwork.address));
	t.false(outside?.includes(`${vethNetwork.address}/`));
});

test('both ends and the loopback are up', t => {
	t.deepEqual(commands.flatMap(command => /link set (\w+) up$/.exec(command)?.[1] ?? []).toSorted(), [
		'inside',
		'lo',
		'outside',
	]);
});
