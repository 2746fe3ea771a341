// An error keeps its kind, its name and its message on the way from the shared worker to a test process.
import test from 'ava';
import {received, replyOf} from '../../harness/ava/protocol.ts';
import {BuildFailed} from '../../harness/builds/errors.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {NetlockError} from '../../harness/support/errors.ts';
import {FileNotWritten} from '../../harness/support/write-whole.ts';

/** The effect of a message port on a reply. */
const crossed = async (error: unknown): Promise<NetlockError> => {
	const reply = structuredClone(await replyOf(Promise.reject(error)));
	if (reply.ok) throw new Error('work that failed was replied to as done');
	return received(reply.error);
};

for (const error of [
	new ImageUnavailable('pull x: no such image', 'tried twice'),
	new BuildFailed('crun does not compile', 'line 3'),
	new UsageError('--lock: no', 'Valid: skip'),
	new FileNotWritten('/x', Object.assign(new Error('full'), {code: 'ENOSPC'})),
]) {
	test(`${error.name} stays the same`, async t => {
		const there = await crossed(error);
		t.true(there instanceof NetlockError);
		const {kind, name, shortMessage, message} = error;
		t.like(there, {kind, name, shortMessage, message});
	});
}

test('an unforeseen error is the harness’s own, with its stack', async t => {
	const there = await crossed(new TypeError('x is undefined'));
	t.like(there, {kind: 'harness', shortMessage: 'x is undefined'});
	t.regex(there.message, /TypeError: x is undefined\n.* at /s);
});

test('a reply arrives unchanged', async t => {
	t.deepEqual(await replyOf(Promise.resolve({sandbox: 'a', waited: 1})), {ok: true, value: {sandbox: 'a', waited: 1}});
});
