// The kernel's count of processes killed for lack of memory, saved and compared by a real shell.
import {execFileSync, spawnSync} from 'node:child_process';
import {appendFileSync} from 'node:fs';
import test from 'ava';
import {dir} from 'tmp-promise';
import type {Sandbox} from '../../harness/container/cell-context.ts';
import {ranOutOfMemory, saveOomKills} from '../../harness/container/out-of-memory.ts';
import {contextOf} from '../fixtures/cell-context.ts';

const exec: Sandbox['exec'] = async ([command = '', ...words]) => {
	const {status, stdout, stderr} = spawnSync(command, words);
	return {exit: status, stdout, stderr: stderr.toString(), duration: 1};
};

test('memory ran out where the kernel has killed since the operation began', async t => {
	const {path} = await dir({unsafeCleanup: true});
	const context = contextOf('crun', 'nftables', {exec});
	execFileSync('sh', ['-c', saveOomKills, 'sh', path]);
	t.false(await ranOutOfMemory(context, 137, path));
	appendFileSync(`${path}/oom-kills`, 'another count');
	t.true(await ranOutOfMemory(context, 137, path));
	t.false(await ranOutOfMemory(context, 1, path), 'only SIGKILL ends what the kernel kills');
});
