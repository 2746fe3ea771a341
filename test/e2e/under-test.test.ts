// `--runtime` and `--criu` replace programs of an image: the cells run them, and binaries that cannot run are refused.
import {existsSync, readFileSync} from 'node:fs';
import {copyFile, mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test from 'ava';
import {hunk} from '../fixtures/patch.ts';
import {type Made, type Making, making} from './making.ts';
import {netlock, netlockRun} from './netlock.ts';

let forky: Making;
let criu: Made;

const version = hunk(
	'Makefile.versions',
	5,
	' CRIU_VERSION_SUBLEVEL\t:= 1',
	'-CRIU_VERSION_EXTRA\t:=',
	'+CRIU_VERSION_EXTRA\t:= 7',
	' CRIU_VERSION_NAME\t:= CRIUTIBILITY',
);

test.before('a CRIU that prints another version', async t => {
	t.timeout(900_000);
	forky = await making('debian-forky');
	criu = await forky.make({project: 'criu', patches: [version]});
});

test.after.always(() => forky?.end());

const cell = ['--image', 'debian-forky', '--lock', 'nftables', '--scenario', 'explicit-is-honoured'];

test('a CRIU under test and its library replace the image’s own, and the results name both versions', async t => {
	t.is(criu.libcriu, join(criu.path, '../libcriu.so.2'));
	const {exit, stderr, results} = await netlockRun(
		...cell,
		'--runtime',
		'crun',
		'--criu',
		`mine@${dirname(criu.path)}`,
	);
	t.is(exit, 0, stderr);
	t.deepEqual(
		results.cells.map(({id, outcome}) => [id, outcome]),
		[['debian-forky/crun+criu@mine/nftables/explicit-is-honoured', 'pass']],
	);
	const [build] = results.builds;
	t.like(build?.criu, {source: 'binary', path: criu.path, digest: criu.digest});
	t.deepEqual(build?.criu?.versions, {'debian-forky': 'Version: 4.2.1.7'});
	t.like(build?.criu?.facts['debian-forky'], {version: '4.2.1.7', digest: criu.digest});
	t.is(results.images[0]?.facts?.criu.version, '4.2.1', 'what the image itself has is told as before');
});

test('a libcriu under test that is no library makes crun fail', async t => {
	const folder = join(forky.work, 'libcriu');
	await mkdir(folder);
	await copyFile(criu.path, join(folder, 'criu'));
	await writeFile(join(folder, 'libcriu.so.2'), 'not a library\n');
	const {exit, results} = await netlockRun(...cell, '--runtime', 'crun', '--criu', folder);
	t.is(exit, 1);
	t.regex(results.cells[0]?.reason ?? '', /libcriu/);
});

/** The e_machine of ELF: AArch64's, or x86-64's on AArch64. */
const ofAnotherMachine = (content: Buffer): Buffer => {
	const other = Buffer.from(content);
	other.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18);
	return other;
};

/** As if linked with a library that no image has. */
const ofAnotherLibc = (content: Buffer): Buffer => {
	const other = Buffer.from(content);
	other.write('none', other.indexOf('libc.so.6'));
	return other;
};

/** What is wrong with the binary, how to damage it, its mode, the message, the exit status. */
const cannotRun = [
	['is of another machine', ofAnotherMachine, 0o755, ', and the image for ', 2],
	['is none', () => Buffer.from('{"a file": "of some kind"}\n'), 0o755, 'it is neither an executable nor a script', 2],
	['lacks a library', ofAnotherLibc, 0o755, 'none.so.6 => not found', 3],
	['is not executable', (content: Buffer) => content, 0o644, 'Permission denied', 2],
	['kills the sandbox', () => Buffer.from('#!/bin/sh\nkill -9 -1\n'), 0o755, 'killed all its processes', 2],
] as const;

for (const option of ['--runtime', '--criu'] as const) {
	for (const [what, spoil, mode, said, status] of cannotRun) {
		test(`${option}: a binary that ${what} is refused by name, and no cell runs`, async t => {
			const file = join(forky.work, `${option} ${what}`);
			// Any program that is linked with a libc can play a crun that cannot even start.
			await writeFile(file, spoil(readFileSync(criu.path)), {mode});
			const column =
				option === '--runtime' ? ['--runtime', `crun=x@${file}`] : ['--runtime', 'crun', '--criu', `x@${file}`];
			const out = join(forky.work, 'none');
			const {exit, stderr} = await netlock('run', ...cell, ...column, '--out', out);
			t.is(exit, status, stderr);
			const id = option === '--runtime' ? 'crun@x' : 'crun+criu@x';
			t.true(stderr.includes(`${option} ${id}: ${file} cannot run in debian-forky: `), stderr);
			t.true(stderr.includes(said), stderr);
			t.false(existsSync(out));
		});
	}
}

test('a crun that was compiled in another distro is refused in an image without that distro’s libraries', async t => {
	t.timeout(600_000);
	const trixie = await making('debian-trixie');
	t.teardown(trixie.end);
	const {path: binary} = await trixie.make();
	const {exit, stderr} = await netlock('run', ...cell, '--runtime', `crun=trixie@${binary}`);
	t.is(exit, 3);
	t.true(
		stderr.includes(`--runtime crun@trixie: ${binary} cannot run in debian-forky: libyajl.so.2 => not found`),
		stderr,
	);
});
