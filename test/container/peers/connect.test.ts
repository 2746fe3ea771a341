// Peers that must be in a state that only the kernel sees, before the dump begins: full queues, a half-closed
// connection.
import test from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {vethNetwork} from '../../../harness/bundle/topology.ts';
import {echoServer, ending} from '../../../harness/bundle/workload.ts';
import {ToolFailed} from '../../../harness/container/errors.ts';
import {connectPeers, listeningPeer, waitForState} from '../../../harness/container/peers/connect.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {playedSandbox} from '../../fixtures/played-sandbox.ts';

const instance = {id: 'a', bundle: '/cell/bundle', workload: echoServer()};
const queues = (unread: number, unsent: number) => `ESTAB ${unread} ${unsent} 192.0.2.2:7000 192.0.2.1:50000\n`;

test('full queues count when two looks in a row are equal', async t => {
	const looks = [queues(0, 0), queues(10, 20), queues(30, 20), queues(30, 20)].map(stdout => ({stdout}));
	const {sandbox, commands} = playedSandbox([[/ss -Htn/, ...looks]]);
	await connectPeers(contextOf('crun', 'nftables', sandbox), {...instance, topology: vethNetwork}, {deaf: true});
	const asked = commands.filter(each => each.includes('ss -Htn'));
	t.is(asked.length, 4);
	t.regex(asked[0] ?? '', /^nsenter --net=\/run\/netns\/container ss -Htn sport = :\d+$/);
});

test('a half-closed connection is waited for in the sandbox’s own network, and answered on demand', async t => {
	const halfClosed = {stdout: '0 0 127.0.0.1:7000 127.0.0.1:50000\n'};
	const {sandbox, commands} = playedSandbox([[/ss -Htn/, {stdout: ''}, halfClosed]]);
	const context = contextOf('crun', 'nftables', sandbox);
	const peer = await connectPeers(context, {...instance, topology: hostNetwork}, {halfClosed: true});
	const asked = commands.filter(each => each.includes('ss -Htn'));
	t.is(asked.length, 2);
	t.regex(asked[0] ?? '', /^ss -Htn state close-wait sport = :\d+$/);
	t.true(commands.some(each => each.includes('/cell/bundle/rootfs/hold')));
	await peer.workloadAnswers();
	t.regex(commands.at(-1) ?? '', /rm -f .*\/cell\/bundle\/rootfs\/hold$/);
});

test('a peer outside listens before the container starts', async t => {
	const listens = {stdout: 'LISTEN 0 64 0.0.0.0:7000 0.0.0.0:*\n'};
	const {sandbox, commands} = playedSandbox([[/ss -Htln/, {stdout: ''}, listens]]);
	await listeningPeer(contextOf('crun', 'nftables', sandbox), 7000);
	t.deepEqual(
		commands.filter(each => each.startsWith('ss')),
		['ss -Htln sport = :7000', 'ss -Htln sport = :7000'],
	);
});

test('the state of a client’s connection is found by the port of the other end', async t => {
	const {sandbox, commands} = playedSandbox([[/ss -Htn/, {stdout: '0 0 192.0.2.2:5 192.0.2.1:7007\n'}]]);
	const client = {...instance, workload: ending()};
	await waitForState(contextOf('crun', 'nftables', sandbox), {...client, topology: vethNetwork}, 'fin-wait-2');
	t.deepEqual(commands, ['nsenter --net=/run/netns/container ss -Htn state fin-wait-2 dport = :7007']);
});

test('sockets that cannot be listed are netlock’s trouble, also after a dump', async t => {
	const client = {...instance, workload: ending(), topology: vethNetwork};
	const waiting = (there: number) => {
		const {sandbox} = playedSandbox([
			[/ss -Htn/, {exit: 1, stderr: 'Cannot open netlink socket'}, {stdout: '0 0 192.0.2.2:5 192.0.2.1:7007\n'}],
			[/^test -e/, {exit: there}],
		]);
		return waitForState(contextOf('crun', 'nftables', sandbox), client, 'fin-wait-2');
	};
	const error = await t.throwsAsync(waiting(0), {instanceOf: ToolFailed});
	t.is(error?.message, 'the sockets could not be listed\nCannot open netlink socket');
	await t.notThrowsAsync(waiting(1), 'a namespace that has ended has no sockets');
});
