// Runtimes by path, taken out of the images. A distro's runtime must work from a path as it does where it was
// installed, with libraries that another image lacks. A sandbox that changes its copy changes no other file.
import {readFileSync} from 'node:fs';
import {chmod, copyFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {extract} from 'tar-stream';
import {startSandbox} from '../../harness/engine/sandbox.ts';
import {sandboxLimits} from '../../harness/sandbox/privileges.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {type Making, making} from './making.ts';
import {netlock, netlockRun} from './netlock.ts';

let forky: Making;
let trixie: Making;

/** A program or library of an image, unchanged. */
const take = async ({docker, image, work}: Making, name: string, lookUp: string): Promise<string> => {
	const sandbox = await startSandbox(docker, {
		ref: image.ref,
		run: 'take',
		cell: 'take',
		owner: ownerOf(process.pid),
		command: ['/opt/netlock/bin/pause'],
		capabilities: [],
		tmpfs: {},
		limits: sandboxLimits,
	});
	const file = join(work, `${image.id}-${name}`);
	try {
		const {stdout} = await sandbox.exec(['sh', '-c', `readlink -f "$(${lookUp})"`]);
		const path = Buffer.from(stdout).toString('utf8').trim();
		const archive = await sandbox.container.getArchive({path});
		for await (const entry of Readable.from(archive).pipe(extract())) {
			await writeFile(file, await Readable.from(entry).toArray(), {mode: 0o755});
		}
	} finally {
		await sandbox.stop();
	}
	return file;
};

test.before('two images', async t => {
	t.timeout(900_000);
	forky = await making('debian-forky');
	trixie = await making('debian-trixie');
});

test.after.always(async () => {
	await forky?.end();
	await trixie?.end();
});

const cell = ['--image', 'debian-forky', '--lock', 'nftables', '--scenario', 'explicit-is-honoured'];

test('runc works by path, although it executes itself from an overlay of its folder', async t => {
	const runc = await take(forky, 'runc', 'command -v runc');
	const {exit, stderr, results} = await netlockRun(...cell, '--runtime', 'runc', '--runtime', `runc=copy@${runc}`);
	t.is(exit, 0, stderr);
	t.deepEqual(
		results.cells.map(({runtime, outcome}) => [runtime, outcome]),
		[
			['runc', 'pass'],
			['runc@copy', 'pass'],
		],
	);
});

test('a folder brings a library that the image lacks; without it the run is a set-up error', async t => {
	const crun = await take(trixie, 'crun', 'command -v crun');
	const library = await take(trixie, 'libyajl.so.2', "ldconfig -p | sed -n 's/.*libyajl.so.2 .*=> //p'");
	const alone = await netlock('run', ...cell, '--runtime', `crun=trixie@${crun}`);
	t.is(alone.exit, 3);
	t.true(
		alone.stderr.includes(`--runtime crun@trixie: ${crun} cannot run in debian-forky: libyajl.so.2 => not found`),
		alone.stderr,
	);
	const folder = join(forky.work, 'with its library');
	await mkdir(folder);
	await copyFile(crun, join(folder, 'crun'));
	await copyFile(library, join(folder, 'libyajl.so.2'));
	// A library that the image has: every program in the image would fail on this one.
	await writeFile(join(folder, 'libc.so.6'), 'not a library\n');
	const {exit, stderr, results} = await netlockRun(...cell, '--runtime', `crun=trixie@${folder}`);
	t.is(exit, 0, stderr);
	t.is(results.cells[0]?.outcome, 'pass');
	t.regex(results.builds[0]?.versions['debian-forky'] ?? '', /^crun version 1\.21/);
	t.true(results.cells[0]?.reproduce?.includes(folder), 'the command by hand names the folder');
});

test('a sandbox that changes the files under test changes only its own copies', async t => {
	const folder = join(forky.work, 'overwrites');
	await mkdir(folder);
	const script = (real: string) => `#!/bin/sh
for file in "$0" /usr/sbin/criu "$(ldconfig -p | sed -n 's/.*libcriu.so.2 .*=> //p')" /opt/netlock/builds/*; do
	mount -o remount,bind,rw "$file" 2> /dev/null
	echo '# overwritten' >> "$file"
done
exec ${real} "$@"
`;
	const crun = join(folder, 'crun');
	await writeFile(crun, script('/usr/bin/crun'));
	await chmod(crun, 0o755);
	const given = join(folder, 'criu-and-library');
	await mkdir(given);
	await copyFile(await take(forky, 'criu', 'command -v criu'), join(given, 'criu'));
	await chmod(join(given, 'criu'), 0o755);
	const library = await take(forky, 'libcriu.so.2', "ldconfig -p | sed -n 's/.*libcriu.so.2 .*=> //p'");
	await copyFile(library, join(given, 'libcriu.so.2'));
	const files = [crun, join(given, 'criu'), join(given, 'libcriu.so.2')];
	const before = await Promise.all(files.map(file => readFile(file)));
	const {exit, stderr, results} = await netlockRun(...cell, '--runtime', `crun=${crun}`, '--criu', given);
	t.is(exit, 0, stderr);
	t.is(results.cells[0]?.outcome, 'pass');
	for (const [index, file] of files.entries()) {
		t.true(readFileSync(file).equals(before[index] ?? Buffer.alloc(0)), file);
	}
});
