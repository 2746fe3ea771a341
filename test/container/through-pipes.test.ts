// The script that gives a container pipes, run by a real shell.
import {spawnSync} from 'node:child_process';
import {openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {throughPipes} from '../../harness/container/through-pipes.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';

const bundle = {ociVersion: '1.0.2', process: {args: ['a']}, root: {path: 'rootfs'}};

const running = (folder: string, script: string) => {
	const [program = '', ...words] = throughPipes({...contextOf('crun', 'unset'), bundle}, ['sh', '-c', script]);
	// The readers keep these open, as they do in a sandbox.
	const [out, err] = [openSync(join(folder, 'stdout'), 'w'), openSync(join(folder, 'stderr'), 'w')];
	const here = words.map(word => word.replaceAll('/cell/', `${folder}/`));
	const {status} = spawnSync(program, here, {stdio: ['ignore', out, err]});
	return {status, stderr: readFileSync(join(folder, 'stderr'), 'utf8')};
};

test('all that a runtime prints before it fails is read, however late the reader is', async t => {
	const folder = await folderWith(t, {});
	const {status, stderr} = running(folder, 'seq 1 20000; printf "no such option" >&2; exit 3');
	t.is(status, 3);
	const lines = stderr.trimEnd().split('\n');
	t.deepEqual(lines.slice(-3), ['20000', '', 'no such option']);
	t.is(lines.length, 20_002);
});

test('a runtime that succeeds is not waited for by whoever keeps its pipe open', async t => {
	const folder = await folderWith(t, {});
	const {status, stderr} = running(folder, 'sleep 1000 & echo $! > /cell/pid; echo fine');
	process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
	t.deepEqual([status, stderr], [0, '']);
});
