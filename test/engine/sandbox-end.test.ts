// Who ended a sandbox: the kernel or somebody outside, or what ran in it.
import test from 'ava';
import type Docker from 'dockerode';
import {endOf} from '../../harness/engine/sandbox-end.ts';

const containerThat = (inspect: () => Promise<object>): Docker.Container => ({inspect}) as unknown as Docker.Container;
const ended = (state: object) => endOf(containerThat(async () => ({State: {Running: false, ...state}})));

test('one that was killed, or removed, is told as such', async t => {
	t.is(
		(await ended({ExitCode: 137, OOMKilled: false}))?.shortMessage,
		'the container of the sandbox is not running any more: it was killed from outside',
	);
	t.regex((await ended({ExitCode: 137, OOMKilled: true}))?.shortMessage ?? '', /out of memory$/);
	const removed = containerThat(() => Promise.reject({statusCode: 404}));
	t.regex((await endOf(removed))?.shortMessage ?? '', /no such container/);
});

test('one that runs, that something inside has ended, or of which nobody can tell, explains nothing', async t => {
	t.is(await endOf(containerThat(async () => ({State: {Running: true, ExitCode: 0}}))), undefined);
	t.is(await ended({ExitCode: 0}), undefined);
	t.is(await endOf(containerThat(() => Promise.reject(new Error('ECONNREFUSED')))), undefined);
});
