// Reads a workload's state, in a shell of this machine: the waiting happens inside the sandbox.
import {spawnSync} from 'node:child_process';
import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import type {Sandbox} from '../../harness/container/cell-context.ts';
import {readWorkload, waitForWorkload} from '../../harness/container/inspect.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';

const line = (count: number): string => `count=${count} accepted=0 sent=0 received=0 corrupt=0 errno=-\n`;

/** `naps`: a script that replaces every `sleep`, with the state file as `$STATE`. */
const setting = async (t: ExecutionContext, naps: string) => {
	const folder = await folderWith(t, {'rootfs/none': '', 'bin/sleep': `#!/bin/sh\n${naps}\n`});
	chmodSync(join(folder, 'bin/sleep'), 0o755);
	const state = join(folder, 'rootfs/state');
	let looks = 0;
	const exec: Sandbox['exec'] = async ([program = '', ...words]) => {
		looks++;
		const env = {PATH: `${join(folder, 'bin')}:${process.env.PATH}`, STATE: state, LINE: line(2)};
		const {stdout} = spawnSync(program, words, {env});
		return {exit: 0, stdout, stderr: '', duration: 1};
	};
	const instance = {id: 'netlock', bundle: folder, workload: counter(), topology: privateNetwork};
	return {context: contextOf('crun', 'unset', {exec}), instance, state, looks: () => looks};
};

test('a workload that wrote nothing has no state; the sandbox waits for the first one', async t => {
	const {context, instance, looks} = await setting(t, 'printf %s "$LINE" > "$STATE"');
	t.is(await readWorkload(context, instance), undefined);
	t.like(await waitForWorkload(context, instance, ({count}) => count > 1), {count: 2});
	t.is(looks(), 3);
});

test('a state that was seen is not enough: the sandbox waits for its change', async t => {
	const {context, instance, state, looks} = await setting(t, 'printf %s "$LINE" > "$STATE"');
	writeFileSync(state, line(1));
	t.like(await waitForWorkload(context, instance, ({count}) => count > 1), {count: 2});
	t.is(looks(), 2);
});

test('the wait ends for a workload that writes nothing more', async t => {
	const {context, instance, state} = await setting(t, ':');
	writeFileSync(state, line(1));
	t.is(await waitForWorkload(context, instance, ({count}) => count > 1, 50), undefined);
});
