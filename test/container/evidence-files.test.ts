// The script that fetches the files of an operation, run by a real shell, and evidence that a sandbox could not save.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import type {OwnConfig} from '../../harness/bundle/own-config.ts';
import {lookForDamage} from '../../harness/container/damage.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
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

const order = {kind: 'checkpoint', argv: ['crun', 'checkpoint', 'c'], instance, folders} as const;
const operationWith = (trouble: string, bundle?: OwnConfig) => {
	const {sandbox} = sandboxWith(0, {}, `tar: a warning\n${trouble}\n`);
	return operate({...contextOf('crun', 'nftables', sandbox), ...(bundle && {bundle})}, order);
};

for (const trouble of [
	"damage: netlock's own /opt/netlock/tap/criu is gone from the sandbox",
	'full: /run of the sandbox is full: all 256 MiB are used',
]) {
	test(`evidence that the product took away is its failure: ${trouble}`, async t => {
		const error = await t.throwsAsync(operationWith(trouble), {instanceOf: Disagreement});
		t.like(error, {layer: 'exit', shortMessage: trouble.replace(/^\w+: /, '')});
	});
}

test('a place that a bundle of the user’s own has filled is no failure of the product', async t => {
	const own = {ociVersion: '1.0.2', process: {args: ['a']}, root: {path: 'rootfs'}};
	const error = await t.throwsAsync(operationWith('full: /cell is full', own), {instanceOf: EvidenceMissing});
	t.is(error?.message, 'no space left: /cell is full');
});

test('the real shell names a tool that is gone, and a place without room or files', async t => {
	const shown = execFileSync('sh', [
		'-c',
		`stat() { printf '%s\\n' "$4 0 5 65536 4096 9" "$5 9 0 9 4096 9" "/x 1 1 1 1 1" "/y 0 0 0 4096 0"; }; ${lookForDamage}`,
	]);
	t.regex(String(shown), /^damage: netlock's own \/opt\/netlock\/tap\/criu is gone from the sandbox$/m);
	t.regex(String(shown), /^full: \S* of the sandbox is full: all 256 MiB are used$/m);
	t.regex(String(shown), /^full: \S* of the sandbox is full: it has as many files as it can hold$/m);
	t.notRegex(String(shown), /\/[xy]/);
});
