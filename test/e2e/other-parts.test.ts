// A podman and a libcriu under test replace those of the image, and are measured.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {netlockRun} from './netlock.ts';

const version = '[ "$1" = --version ] && { echo podman version 9.9.9; exit; }';

/** The image's own podman, with another name and another version line. */
const podmanWith = async (t: ExecutionContext, line: string): Promise<string> => {
	const folder = await folderWith(t, {});
	const path = join(folder, 'podman');
	await mkdir(folder, {recursive: true});
	await writeFile(path, `#!/bin/sh\n${version}\n${line}\nexec /usr/bin/podman "$@"\n`, {mode: 0o755});
	return path;
};

test('a podman under test is measured and used, a broken one fails, and the image keeps its own', async t => {
	t.timeout(600_000);
	const good = await podmanWith(t, '');
	const broken = await podmanWith(
		t,
		'case "$*" in *"container checkpoint"*--keep*) echo "Error: this podman checkpoints nothing" >&2; exit 125;; esac',
	);
	const cell = [
		'--image',
		'debian-forky',
		'--runtime',
		'crun',
		'--lock',
		'nftables',
		'--scenario',
		'podman-checkpoint',
	];
	const podmans = ['--podman', 'package', '--podman', `good@${good}`, '--podman', `broken@${broken}`];
	const {exit, results, stderr} = await netlockRun(...cell, ...podmans);
	t.is(exit, 1, stderr);
	t.deepEqual(
		results.cells.map(({runtime, outcome}) => [runtime, outcome]),
		[
			['crun', 'pass'],
			['crun+podman@good', 'pass'],
			['crun+podman@broken', 'fail'],
		],
	);
	t.regex(results.cells[2]?.reason ?? '', /this podman checkpoints nothing/);
	t.deepEqual(
		results.builds.map(({podman}) => podman?.versions['debian-forky']),
		[undefined, 'podman version 9.9.9', 'podman version 9.9.9'],
	);
});

test('the libcriu of another image has the version that the image measured', async t => {
	t.timeout(600_000);
	const cell = ['--image', 'debian-forky', '--runtime', 'crun', '--lock', 'unset', '--scenario', 'unset-leaves-choice'];
	const {exit, results, stderr} = await netlockRun(...cell, '--libcriu', 'package', '--libcriu', 'image:debian-trixie');
	t.is(exit, 0, stderr);
	const [own, other] = results.builds;
	t.is(own?.libcriu, undefined);
	t.regex(other?.libcriu?.versions['debian-forky'] ?? '', /^4\.1\.1-/);
	const there = results.images[0]?.facts?.criu;
	t.regex(there?.libcriuVersion ?? '', /^4\.2\.1-/);
	t.regex(other?.libcriu?.made?.['debian-forky']?.digest ?? '', /^[0-9a-f]{64}$/);
	t.not(other?.libcriu?.made?.['debian-forky']?.digest, there?.libcriu);
});
