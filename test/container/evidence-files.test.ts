// The script that fetches the files of an operation, run by a real shell, and evidence that a sandbox could not save.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {EvidenceMissing} from '../../harness/container/errors.ts';
import {imagesBeforeLock} from '../../harness/container/evidence-files.ts';
import {operate} from '../../harness/container/operation.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folders, instance, sandboxWith} from '../fixtures/operation.ts';

test('images are compared with the moment at which CRIU came to the lock, without those of an earlier dump', async t => {
	const {path: root} = await dir({unsafeCleanup: true});
	const times = {
		'image/core-9.img': 1,
		began: 2,
		'image/core-1.img': 3,
		'rulesets/7-network-lock.json': 4,
		'image/tcp-stream-a.img': 5,
	};
	for (const folder of ['image', 'rulesets', 'after']) mkdirSync(join(root, folder));
	for (const [name, seconds] of Object.entries(times)) {
		writeFileSync(join(root, name), '');
		utimesSync(join(root, name), seconds, seconds);
	}
	execFileSync('sh', ['-c', `folder=$1 images=$1/image; ${imagesBeforeLock}`, 'sh', root]);
	t.is(readFileSync(join(root, 'after/unlocked'), 'utf8'), 'core-1.img\n');
});

for (const trouble of [
	"netlock's own /opt/netlock/tap/criu is gone from the sandbox",
	'no space left in /run of the sandbox',
	'no space left in /cell of the sandbox: no inodes',
]) {
	test(`for evidence that could not be saved, the harness or its machine is to blame: ${trouble}`, async t => {
		const {sandbox} = sandboxWith(0, {}, `tar: a warning\n${trouble}\n`);
		const order = {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders} as const;
		const error = await t.throwsAsync(operate(contextOf('crun', 'nftables', sandbox), order));
		t.true(error instanceof EvidenceMissing);
		t.is((error as EvidenceMissing).shortMessage, trouble);
	});
}
