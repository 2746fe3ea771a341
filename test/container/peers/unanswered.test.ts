// A peer that gets no answer: the harness is to blame before the first dump, the product afterwards.
import test from 'ava';
import {vethNetwork} from '../../../harness/bundle/topology.ts';
import {datagrams, echoServer} from '../../../harness/bundle/workload.ts';
import {contextOf, operationOf} from '../../fixtures/cell-context.ts';
import {type Played, playedSandbox} from '../../fixtures/played-sandbox.ts';

// The cases that wait for the whole limit take a tenth of it. The limits are read when the modules are loaded.
process.env.NETLOCK_TIMEOUT_FACTOR = '0.1';
const {Disagreement, EvidenceMissing} = await import('../../../harness/container/errors.ts');
const {connectPeers, waitForState} = await import('../../../harness/container/peers/connect.ts');
const {exchangeDatagrams} = await import('../../../harness/container/peers/datagrams.ts');
const {connectUnaccepted} = await import('../../../harness/container/peers/unaccepted.ts');

const instance = {id: 'a', bundle: '/cell/bundle', workload: echoServer(), topology: vethNetwork};
const client = {...instance, workload: {...echoServer(), args: ['client', '192.0.2.1', '7007']}};

/** A cell whose peers report this, and whose sockets never reach the expected state. */
const cell = (says: string, restored: boolean) => {
	const line: Played = {stdout: `${says}\n`};
	const {sandbox} = playedSandbox([
		[/tail -n 1/, line],
		[/ss -Ht/, {stdout: ''}],
		[/ state /, {stdout: '{"status":"running","pid":42}'}],
		[/\.began/, {stdout: `{"stamp":1}\n${says}\n\n`}],
	]);
	const context = contextOf('crun', 'nftables', sandbox);
	if (restored) context.evidence.operations.push(operationOf(), operationOf({operation: 'restore'}));
	return context;
};
type Cell = ReturnType<typeof cell>;

const summary = (error: string) =>
	JSON.stringify({event: 'summary', sent: 0, received: 0, corrupt: 0, error, longestGapMs: 0});
const connected = '{"t":1,"event":"progress","sent":4096,"received":0,"corrupt":0}';

const waits: [string, string, (context: Cell) => Promise<unknown>, string][] = [
	[
		'is refused',
		summary('ECONNREFUSED'),
		context => connectPeers(context, instance),
		'no byte came back to a new peer: ECONNREFUSED',
	],
	[
		'is accepted, and then not answered',
		connected,
		context => connectPeers(context, instance),
		'no byte came back to a new peer',
	],
	[
		'reads nothing',
		connected,
		context => connectPeers(context, instance, {deaf: true}),
		'the queues of the container’s connection did not fill up',
	],
	[
		'ends its side',
		summary('ETIMEDOUT'),
		context => connectPeers(context, instance, {halfClosed: true}),
		'the container’s connection was not closed by its peer: ETIMEDOUT',
	],
	[
		'waits to be accepted',
		connected,
		context => connectUnaccepted(context, instance),
		'no connection waits in the queue of the listening socket',
	],
	[
		'sends datagrams',
		connected,
		context => exchangeDatagrams(context, {...instance, workload: datagrams()}),
		'no datagrams flow between the container and its peer',
	],
	[
		'is a server',
		connected,
		context => waitForState(context, client, 'syn-sent'),
		'the container has no connection in the state syn-sent',
	],
];
for (const [what, says, wait, message] of waits) {
	test(`a peer that ${what}: an error of the harness before the first dump`, async t => {
		await t.throwsAsync(wait(cell(says, false)), {instanceOf: EvidenceMissing});
	});
	test(`a peer that ${what}: the product’s failure after a restore`, async t => {
		const error = await t.throwsAsync<InstanceType<typeof Disagreement>>(wait(cell(says, true)), {
			instanceOf: Disagreement,
		});
		t.is(error?.layer, 'behaviour');
		t.is(error?.shortMessage, `after the restore, ${message}`);
	});
}

test('a peer that wrote nothing did not run: an error of the harness, after a restore too', async t => {
	await t.throwsAsync(connectPeers(cell('', true), instance), {instanceOf: EvidenceMissing});
});

test('the transcript of a peer without an answer is evidence of the cell', async t => {
	const {savePeerEvidence} = await import('../../../harness/container/peers/connection.ts');
	const context = cell(summary('ECONNREFUSED'), true);
	await t.throwsAsync(connectPeers(context, instance));
	await savePeerEvidence(context);
	t.like(context.evidence.peer, {topology: 'veth', received: 0, error: 'ECONNREFUSED'});
});
