// A connection that nobody accepts: the workload is stopped before the peer connects, and the queue is read.
import test from 'ava';
import {vethNetwork} from '../../../harness/bundle/topology.ts';
import {echoServer} from '../../../harness/bundle/workload.ts';
import {EvidenceMissing} from '../../../harness/container/errors.ts';
import {connectUnaccepted, goOn, waitingIn} from '../../../harness/container/peers/unaccepted.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {type Played, playedSandbox} from '../../fixtures/played-sandbox.ts';

const instance = {id: 'a', bundle: '/cell/bundle', workload: echoServer(), topology: vethNetwork};
const running: Played = {stdout: '{"status":"running","pid":42}'};
const listing = (queued: number) => `LISTEN ${queued} 16 0.0.0.0:7000 0.0.0.0:*\n`;

const inSandbox = (...answers: (readonly [RegExp, ...Played[]])[]) => {
	const played = playedSandbox([...answers, [/ state /, running]]);
	return {...played, context: contextOf('crun', 'nftables', played.sandbox)};
};

test('the workload is stopped first; then netlock looks at the queue until a connection waits', async t => {
	const {context, commands} = inSandbox([/ss -Htln/, {stdout: listing(0)}, {stdout: listing(1)}]);
	await connectUnaccepted(context, instance);
	const at = (part: string) => commands.findIndex(each => each.includes(part));
	t.true(at('STOP 42') >= 0);
	t.true(at('STOP 42') < at('connect'));
	t.is(commands.filter(each => each.includes('nsenter --net=/proc/42/ns/net ss -Htln')).length, 2);
	await goOn(context, instance);
	t.regex(commands.at(-1) ?? '', /CONT 42$/);
});

test('a workload that takes no signal is no verdict on the runtime', async t => {
	const {context} = inSandbox([/kill -/, {exit: 1, stderr: 'No such process'}]);
	await t.throwsAsync(connectUnaccepted(context, instance), {instanceOf: EvidenceMissing, message: /SIGSTOP/});
});

test('the number of waiting connections is the second word of each line of ss', t => {
	t.is(waitingIn(listing(3)), 3);
	t.is(waitingIn(''), 0);
});
