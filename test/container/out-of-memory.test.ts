// The kernel's count of processes killed for lack of memory, saved and compared by a real shell.
import {execFileSync} from 'node:child_process';
import {appendFileSync} from 'node:fs';
import test from 'ava';
import {ranOutOfMemory, saveOomKills} from '../../harness/container/out-of-memory.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';
import {localSandbox} from '../fixtures/local-sandbox.ts';

test('memory ran out if the kernel killed a process since the operation began', async t => {
	const folder = await folderWith(t, {});
	const context = contextOf(
		'crun',
		'nftables',
		localSandbox('here', () => {}),
	);
	execFileSync('sh', ['-c', saveOomKills, 'sh', folder]);
	t.false(await ranOutOfMemory(context, 137, folder));
	appendFileSync(`${folder}/oom-kills`, 'another count');
	t.true(await ranOutOfMemory(context, 137, folder));
	t.false(await ranOutOfMemory(context, 1, folder), 'only SIGKILL ends what the kernel kills');
});
