// Adding a runtime takes one file and one name: a copy of this checkout gets both, and a scenario runs with the new
// runtime.
import {execFile} from 'node:child_process';
import {cp, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test from 'ava';
import {dir} from 'tmp-promise';
import type {Results} from '../../harness/model/results.ts';
import {root} from './netlock.ts';

const run = promisify(execFile);

const replaceIn = async (file: string, [from, to]: readonly [RegExp, string], target = file): Promise<void> => {
	const before = await readFile(file, 'utf8');
	const after = before.replaceAll(from, to);
	if (after === before) throw new Error(`${file} has nothing like ${from}`);
	await writeFile(target, after);
};

test('a runtime that is one file and one name compiles, is listed, and runs a scenario', async t => {
	t.timeout(600_000);
	const {path: copy, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-runtime-'});
	t.teardown(cleanup);
	for (const name of ['bin', 'harness', 'images', 'scenarios', 'package.json', 'package-lock.json', 'tsconfig.json']) {
		await cp(join(root, name), join(copy, name), {recursive: true});
	}
	for (const name of ['node_modules', '.netlock']) await symlink(join(root, name), join(copy, name));
	const runtimes = join(copy, 'harness/runtimes');
	await replaceIn(join(runtimes, 'crun.ts'), [/'crun'/g, "'another'"], join(runtimes, 'another.ts'));
	await replaceIn(join(copy, 'harness/model/axes.ts'), [/(runtimeNames = \[.*)\]/g, "$1, 'another']"]);
	// crun under another name, which the image lacks.
	const binary = join(copy, 'binary');
	await writeFile(binary, '#!/bin/sh\nexec crun "$@"\n', {mode: 0o755});
	const options = {cwd: copy, env: {...process.env, CI: 'true'}};
	await t.notThrowsAsync(run('sh', ['bin/with-node', 'tsc', '--noEmit', '--project', '.'], options));
	const out = join(copy, 'out');
	const words = [
		'--libcriu',
		'package',
		'--image',
		'debian-forky',
		'--lock',
		'nftables',
		'--scenario',
		'explicit-is-honoured',
		'--out',
		out,
	];
	await t.notThrowsAsync(run('sh', ['bin/netlock', 'run', '--runtime', `another=mine@${binary}`, ...words], options));
	// The schema of this checkout does not know the new runtime. The copy's schema wrote the file.
	const {cells} = JSON.parse(await readFile(join(out, 'results.json'), 'utf8')) as Pick<Results, 'cells'>;
	t.deepEqual(
		cells.map(({id, outcome, told}) => [id, outcome, told]),
		[['debian-forky/another@mine/nftables/explicit-is-honoured', 'pass', 'flag']],
	);
});
