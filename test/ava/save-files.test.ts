// The saved files of a cell that did not pass: commands, verdict, and the sandbox's files, all inside the cell's
// folder.
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {saveFiles} from '../../harness/ava/save-files.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell} from '../fixtures/plan.ts';
import {type Played, playedSandbox} from '../fixtures/played-sandbox.ts';
import {tarOf} from '../fixtures/tar.ts';

const cell = plannedCell('one');
const found = {outcome: 'fail', layer: 'kernel', reason: 'no lock', symptoms: ['Error (x)', 'at y']} as const;
const below = 'cells/debian-trixie/crun/unset/one';

const giving = (played: Played) => {
	const context = contextOf('crun', 'unset', playedSandbox([[/tar -cf/, played]]).sandbox);
	context.commands.push('crun run a\n# exit 0', 'crun checkpoint a\n# exit 1');
	return context;
};
const saved = (folder: string, name: string): Promise<string> => readFile(join(folder, below, name), 'utf8');
const filesBelow = async (folder: string): Promise<string[]> =>
	(await readdir(folder, {withFileTypes: true, recursive: true}))
		.filter(each => each.isFile())
		.map(each => join(each.parentPath, each.name).slice(folder.length + 1))
		.sort();

const save = async (t: ExecutionContext, played: Played, {round = 1, there}: {round?: number; there?: Played} = {}) => {
	const outer = await folderWith(t, {});
	const run = join(outer, 'run');
	const context = giving(played);
	const destination = there && giving(there);
	const names = await saveFiles(run, {cell, round}, {context, there: destination}, found);
	return {outer, run, names};
};

test('the verdict, the commands and the sandbox’s files are saved, and named relative to the run', async t => {
	const stdout = await tarOf({'cell/bundle/config.json': '{}', './etc/criu/default.conf': 'skip'});
	const {run, names} = await save(t, {stdout});
	t.deepEqual(
		names,
		['verdict.txt', 'commands.sh', 'cell/bundle/config.json', 'etc/criu/default.conf'].map(each => join(below, each)),
	);
	t.deepEqual(await filesBelow(run), names.toSorted());
	t.is(await saved(run, 'verdict.txt'), 'no lock\nError (x)\nat y\n');
	t.is(await saved(run, 'commands.sh'), 'crun run a\n# exit 0\n\ncrun checkpoint a\n# exit 1\n');
	t.is(await saved(run, 'etc/criu/default.conf'), 'skip');
});

test('a file whose name leaves the folder is refused, and the others are saved', async t => {
	const leaving = ['../escaped', 'cell/../../../../../../../escaped', '/escaped'];
	const stdout = await tarOf({...Object.fromEntries(leaving.map(name => [name, 'x'])), 'cell/peer.1': 'heard'});
	const {outer, names} = await save(t, {stdout});
	t.deepEqual(
		names.filter(name => name.includes('escaped')),
		[],
	);
	t.deepEqual(await filesBelow(outer), names.map(name => join('run', name)).toSorted());
	t.true(names.includes(join(below, 'cell/peer.1')));
});

test('an archive that ends early is saved up to there, and the cell says so', async t => {
	const whole = await tarOf({'cell/peer.1': 'heard', 'cell/peer.2': 'x'.repeat(2000)});
	const {names, run} = await save(t, {stdout: whole.subarray(0, 2000)});
	t.true(names.includes(join(below, 'cell/peer.1')));
	t.false(names.includes(join(below, 'cell/peer.2')));
	t.regex(await saved(run, 'commands.sh'), /\n\n# the sandbox's files could not all be kept: /);
});

test('the files of a sandbox that is gone are lost, and nothing else is', async t => {
	const run = await folderWith(t, {});
	const context = contextOf('crun', 'unset', {exec: () => Promise.reject(new Error('no such container'))});
	const names = await saveFiles(run, {cell, round: 1}, {context, there: undefined}, found);
	t.deepEqual(names, [join(below, 'verdict.txt'), join(below, 'commands.sh')]);
	t.is(await saved(run, 'commands.sh'), "# the sandbox's files could not be kept: Error: no such container\n");
});

test('files of another round, and of the destination’s sandbox, stand apart', async t => {
	const here = {stdout: await tarOf({'cell/peer.1': 'dumped'})};
	const there = {stdout: await tarOf({'cell/peer.1': 'restored'})};
	const {run, names} = await save(t, here, {round: 2, there});
	t.deepEqual(names.slice(2), [join(below, 'round-2/cell/peer.1'), join(below, 'round-2/destination/cell/peer.1')]);
	t.is(await saved(run, 'round-2/cell/peer.1'), 'dumped');
	t.is(await saved(run, 'round-2/destination/cell/peer.1'), 'restored');
});

test('a sandbox cannot write the verdict, nor the commands that people repeat', async t => {
	const stdout = await tarOf({'commands.sh': 'echo pwned', './verdict.txt': 'all is well', 'VERDICT.txt': 'x'});
	const {run, names} = await save(t, {stdout});
	t.is(await saved(run, 'verdict.txt'), 'no lock\nError (x)\nat y\n');
	t.regex(await saved(run, 'commands.sh'), /^crun run a\n/);
	t.is(await saved(run, 'commands.sh.2'), 'echo pwned');
	t.is(new Set(names.map(name => name.toLowerCase())).size, 5);
});

test('names from a sandbox become plain and distinct, and a browser runs none of the files', async t => {
	const hostile = ['cell/peer.a\nb::error::x', 'cell/peer.\u001b[2J', 'cell/peer.e:f<g>|*?"h', 'cell/peer.\u202ex'];
	const pages = ['cell/criu-1/index.html', 'cell/criu-1/evil.SVG'];
	const same = ['cell/peer.?', 'cell/peer.*'];
	const stdout = await tarOf(Object.fromEntries([...hostile, ...pages, ...same].map(name => [name, name])));
	const {run, names} = await save(t, {stdout});
	for (const name of names) t.regex(name, /^[\w./@+-]+$/);
	t.is(new Set(names).size, 2 + hostile.length + pages.length + same.length);
	t.deepEqual(await filesBelow(run), names.toSorted());
	t.is(await saved(run, 'cell/criu-1/index.html.txt'), 'cell/criu-1/index.html');
	t.is(await saved(run, 'cell/criu-1/evil.SVG.txt'), 'cell/criu-1/evil.SVG');
});

test('a binary file has a text file beside it with its content, or why it cannot be decoded', async t => {
	const [request, image] = ['run/netlock/1-checkpoint/requests/1.bin', 'cell/image-1/inventory.img'];
	const stdout = await tarOf({
		[request]: evidenceBytes('requests/crun-1.28-dump-nftables.bin'),
		[image]: evidenceBytes('inventories/criu-4.2.1-crun-nftables.img'),
		'cell/image-2/inventory.img': 'nonsense, and more of it',
	});
	const {run, names} = await save(t, {stdout});
	t.regex(await saved(run, `${request}.txt`), /^network_lock \(64\) = nftables$/m);
	t.regex(await saved(run, `${image}.txt`), /^network_lock_method \(11\) = nftables$/m);
	t.regex(await saved(run, 'cell/image-2/inventory.img.txt'), /^cannot be decoded: inventory\.img: does not begin/);
	t.true(names.includes(join(below, `${request}.txt`)));
});
