// Network topologies: the container joins the namespace that the set-up makes, and the peer connects to its address.
import test from 'ava';
import {hostNetwork} from '../../harness/bundle/host-network.ts';
import {ipv6Network} from '../../harness/bundle/ipv6-network.ts';
import {privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';

test('a private network needs no set-up and has no address', t => {
	t.deepEqual(privateNetwork, {name: 'private', network: {kind: 'private'}, setUp: undefined, address: undefined});
});

const commands = vethNetwork.setUp?.split(' && ') ?? [];

test('the namespace that a container joins is made before anything is added to it', t => {
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

test('the network with IPv6 is the same one, and IPv6 is on at both ends before an address is added', t => {
	const more = ipv6Network.setUp?.slice(vethNetwork.setUp?.length) ?? '';
	t.true(ipv6Network.setUp?.startsWith(vethNetwork.setUp ?? '?'));
	t.is(more.split('disable_ipv6').length - 1, 2);
	t.true(more.lastIndexOf('disable_ipv6') < more.indexOf('ip address add'));
	t.regex(more, new RegExp(`ip -n container address add ${ipv6Network.address6}/64`));
});

test('the host’s network exists already: only IPv6 is switched on in it', t => {
	t.regex(hostNetwork.setUp ?? '', /^for name in all default; do echo 0 > [^;]+disable_ipv6; done$/);
	t.deepEqual([hostNetwork.address, hostNetwork.address6], ['127.0.0.1', '::1']);
});
