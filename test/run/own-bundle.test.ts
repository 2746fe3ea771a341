// A bundle of the user is refused before anything runs, by file and field.
import {rmSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import {readOwnBundle} from '../../harness/run/own-bundle.ts';
import {capabilities, extraCapabilities} from '../../harness/sandbox/privileges.ts';
import {NetlockError} from '../../harness/support/errors.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makePipe} from '../fixtures/pipe.ts';

const good = {
	ociVersion: '1.0.2',
	process: {terminal: false, args: ['/bin/app']},
	root: {path: 'rootfs'},
	mounts: [
		{destination: '/proc', type: 'proc', source: 'proc'},
		{destination: '/data', type: 'bind', source: 'data', options: ['rbind']},
		{destination: '/dev/kmsg', type: 'bind', source: '/dev/kmsg'},
	],
};
const written = (changes: object): string => JSON.stringify({...good, ...changes}, null, '\t');

test('a bundle is read with all its fields', async t => {
	const config = {hooks: {prestart: []}, linux: {seccomp: {defaultAction: 'x'}}};
	const folder = await folderWith(t, {'config.json': written(config), 'rootfs/bin/app': ''});
	const bundle = await readOwnBundle(folder);
	t.is(bundle.folder, folder);
	t.deepEqual(bundle.config, {...good, ...config});
	t.regex(bundle.digest, /^[0-9a-f]{64}$/);
});

const bind = (source: string) => ({mounts: [{destination: '/x', type: 'bind', source}]});
for (const [what, content, says] of [
	['no config.json', undefined, /^--bundle: there is no .*\/config\.json$/],
	['what is no JSON', '{"ociVersion": ', /config\.json: is not JSON: Unexpected end/],
	['YAML', 'ociVersion: 1.0.2\n', /config\.json: is not JSON/],
	['another version', written({ociVersion: '2.0.0'}), /config\.json:2: ociVersion: must be a version 1 of the OCI/],
	['no process', written({process: undefined}), /config\.json:1: process: /],
	['no args', written({process: {}}), /config\.json:\d+: process\.args: /],
	['empty args', written({process: {args: []}}), /config\.json:\d+: process\.args: is empty/],
	[
		'a terminal',
		written({process: {terminal: true, args: ['a']}}),
		/config\.json:4: process\.terminal: must be false: nobody is there/,
	],
	[
		'a capability that reaches the machine',
		written({process: {args: ['a'], capabilities: {bounding: ['CAP_KILL', 'CAP_SYS_MODULE']}}}),
		/config\.json:\d+: process\.capabilities\.bounding\[1\]: may reach beyond a sandbox/,
	],
	['no root', written({root: undefined}), /config\.json:1: root: /],
	[
		'a root that is not there',
		written({root: {path: 'files'}}),
		/config\.json:\d+: root\.path: there is no folder .*files$/,
	],
	[
		'an absolute root',
		written({root: {path: '/srv/rootfs'}}),
		/config\.json:\d+: root\.path: must be a path in the bundle/,
	],
	[
		'a root outside',
		written({root: {path: 'a/../../b'}}),
		/config\.json:\d+: root\.path: must be a path in the bundle/,
	],
	[
		'a file of the machine',
		written(bind('/etc/hosts')),
		/config\.json:\d+: mounts\[0\]\.source: is outside of the bundle/,
	],
	[
		'a file beside the bundle',
		written(bind('../x')),
		/config\.json:\d+: mounts\[0\]\.source: is outside of the bundle/,
	],
] as const) {
	test(`a bundle with ${what} is wrong usage`, async t => {
		const folder = await folderWith(t, {
			'rootfs/bin/app': '',
			...(content !== undefined && {'config.json': content}),
		});
		const error = await t.throwsAsync(readOwnBundle(folder), {instanceOf: NetlockError});
		t.is(error?.kind, 'usage');
		t.regex(error?.shortMessage ?? '', says);
	});
}

test('capabilities that act within a sandbox are accepted, in either spelling', async t => {
	const process = {
		args: ['a'],
		capabilities: {bounding: ['CAP_KILL', 'NET_RAW', ...capabilities, ...extraCapabilities]},
	};
	const folder = await folderWith(t, {'config.json': written({process}), 'rootfs/bin/app': ''});
	await t.notThrowsAsync(readOwnBundle(folder));
});

test('a root that is a file is refused', async t => {
	const folder = await folderWith(t, {'config.json': written({}), rootfs: ''});
	await t.throwsAsync(readOwnBundle(folder), {message: /root\.path: there is no folder/});
});

test('a config.json that is a pipe or a device is refused at once', async t => {
	const folder = await folderWith(t, {'rootfs/bin/app': ''});
	const file = join(folder, 'config.json');
	for (const make of [() => makePipe(file), () => symlinkSync('/dev/zero', file)]) {
		make();
		const error = await t.throwsAsync(readOwnBundle(folder), {instanceOf: UsageError});
		t.regex(error?.message ?? '', /^--bundle: .*config\.json is no regular file/);
		rmSync(file);
	}
});
