// Real builds from Debian's source packages and from trees.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {appendFile, mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {ensureBuilder} from '../../harness/builds/builder.ts';
import {BuildFailed, EndedFromOutside} from '../../harness/builds/errors.ts';
import {patchsetDigest} from '../../harness/builds/patches.ts';
import {label} from '../../harness/engine/labels.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Step} from '../../harness/model/step.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {hunk, inHelp} from '../fixtures/patch.ts';
import {type Made, type Making, making} from './making.ts';

let trixie: Making;
let plain: Made;
let patched: Made;
const help = inHelp('list patched containers');

test.before('the packaged crun, and a patched one', async t => {
	t.timeout(900_000);
	trixie = await making('debian-trixie');
	plain = await trixie.make();
	patched = await trixie.make({patches: [help]});
});

test.after.always(() => trixie?.end());

const logOf = ({path}: Made): string => readFileSync(join(dirname(path), 'log'), 'utf8');
const contains = (file: string, text: string): boolean => readFileSync(file).includes(text);

test('a source package compiles, and a patch on top gives another build', t => {
	t.regex(plain.digest, /^[0-9a-f]{64}$/);
	t.regex(plain.origin?.source ?? '', /^[0-9a-f]{64}$/);
	t.is(plain.origin?.patchset, undefined);
	t.not(patched.digest, plain.digest);
	t.is(patched.origin?.source, plain.origin?.source);
	t.is(patched.origin?.patchset, patchsetDigest([help]));
	t.true(contains(patched.path, 'list patched containers'));
	t.false(contains(plain.path, 'list patched containers'));
	const log = logOf(patched);
	t.regex(log, /^ {2}CC +src\/crun-crun\.o$/m);
	t.notRegex(log, /src\/crun-list\.o/, 'only what the patch is about is compiled anew');
});

test('a stored build is not compiled again, unless its files are damaged', async t => {
	const again = await trixie.make({patches: [help]});
	t.deepEqual(again, {...patched, reused: true});
	const patches = [inHelp('list spoilt containers')];
	const first = await trixie.make({patches});
	await appendFile(first.path, 'spoilt');
	const second = await trixie.make({patches});
	t.like(second, {reused: false, path: first.path, digest: first.digest});
	t.true((await trixie.make({patches})).reused);
});

/** The unpacked source package of crun. */
const crunTree = async ({docker, image, work}: Making): Promise<string> => {
	const {ref} = await ensureBuilder(docker, project.builders, image, 'crun', () => {});
	const container = await docker.createContainer({Image: ref, Cmd: ['none']});
	try {
		const archive = await container.getArchive({path: '/opt/netlock/source'});
		const input = Buffer.concat(await Readable.from(archive).toArray());
		execFileSync('tar', ['-x', '-C', work], {input});
	} finally {
		await container.remove({force: true});
	}
	return join(work, 'source');
};

/** Files that the compiler cache has, and files that it lacks. */
const count = (made: Made, what: 'cache_miss' | 'direct_cache_hit'): number =>
	Number(new RegExp(`^ccache: ${what} (\\d+)$`, 'm').exec(logOf(made))?.[1]);

test('a tree with the same content is the same build; after a change only the changed file is compiled', async t => {
	const tree = await crunTree(trixie);
	const same = await trixie.make({tree});
	t.is(same.digest, plain.digest);
	t.not(same.origin?.source, plain.origin?.source, 'named for its tree, not for the package');
	t.is(count(same, 'cache_miss'), 0, 'the builder has compiled all of it before');
	await appendFile(join(tree, 'src/crun.c'), 'const char *changed = "this is a change";\n');
	const changed = await trixie.make({tree});
	t.true(contains(changed.path, 'this is a change'));
	t.true(count(changed, 'cache_miss') <= 2, logOf(changed));
	t.true(count(changed, 'direct_cache_hit') > 100, logOf(changed));
});

/** The smallest tree that crun can be compiled from: a script that writes a Makefile, and two C files. */
const smallTree = async (name: string, more: Record<string, string> = {}): Promise<string> => {
	const tree = join(trixie.work, name);
	const files = {
		configure: 'printf "CC=gcc\\ncrun: main.o other.o\\n\\tgcc -o crun main.o other.o\\n" > Makefile\n',
		'main.c': 'int other(void); int main(void) { return other(); }\n',
		'other.c': 'int other(void) { return 0; }\n',
		...more,
	};
	await mkdir(tree);
	for (const [file, content] of Object.entries(files)) await writeFile(join(tree, file), content, {mode: 0o755});
	return tree;
};

const caches = (): string[] => {
	const folder = join(trixie.store, 'ccache');
	return readdirSync(folder).map(file => `${file} ${readFileSync(join(folder, file), 'latin1')}`);
};

test('a tree has its own compiler cache; builds with patches read it, and do not change it', async t => {
	const tree = await smallTree('small');
	const first = await trixie.make({tree});
	t.deepEqual([count(first, 'cache_miss'), count(first, 'direct_cache_hit')], [2, 0]);
	const before = caches();
	const patches = [hunk('other.c', 1, '-int other(void) { return 0; }', '+int other(void) { return 2; }')];
	const patched = await trixie.make({tree, patches});
	t.deepEqual([count(patched, 'cache_miss'), count(patched, 'direct_cache_hit')], [1, 1]);
	t.deepEqual(caches(), before);
	await writeFile(join(tree, 'other.c'), 'int other(void) { return 1; }\n');
	const another = await trixie.make({tree});
	t.deepEqual([count(another, 'cache_miss'), count(another, 'direct_cache_hit')], [2, 0], 'it is another tree');
});

test('the same tree at another path is not compiled again', async t => {
	const made = await trixie.make({tree: await smallTree('one', {'a.c': 'int a;\n'})});
	const other = await trixie.make({tree: await smallTree('two', {'a.c': 'int a;\n'})});
	t.deepEqual(other, {...made, reused: true});
});

test('object files that a compiler on another machine left in a tree are not linked', async t => {
	const Makefile = 'distclean:\n\trm -f main.o Makefile\n';
	const tree = await smallTree('compiled', {'main.o': 'of another machine', Makefile});
	await t.notThrowsAsync(trixie.make({tree}));
	t.true(existsSync(join(tree, 'main.o')), 'the tree itself is left as it is');
});

test('a build succeeds without a compiler cache that cannot be read', async t => {
	const tree = await smallTree('spoilt', {'a.c': 'int spoilt;\n'});
	const cache = join(trixie.store, 'ccache');
	const before = new Set(existsSync(cache) ? readdirSync(cache) : []);
	await trixie.make({tree});
	const own = readdirSync(cache).filter(file => !before.has(file));
	t.is(own.length, 1);
	await writeFile(join(cache, own[0] ?? ''), 'spoilt');
	const patches = [hunk('other.c', 1, '-int other(void) { return 0; }', '+int other(void) { return 4; }')];
	await t.notThrowsAsync(trixie.make({tree, patches}));
});

test('the error of a build has the compiler’s message', async t => {
	const patches = [hunk('src/list.c', 1, '+int broken = ;', ' /*', '  * crun - OCI runtime written in C')];
	const error = await t.throwsAsync(trixie.make({patches}), {instanceOf: BuildFailed});
	t.is(
		error?.shortMessage,
		"the build of crun in debian-trixie failed: src/list.c:1:14: error: expected expression before ';' token",
	);
	t.regex(error?.message ?? '', /^ +\| +\^$/m);
});

test('the error for a tree that is not crun’s says so', async t => {
	const tree = join(trixie.work, 'empty');
	await mkdir(tree);
	await writeFile(join(tree, 'README'), 'nothing\n');
	const error = await t.throwsAsync(trixie.make({tree}), {instanceOf: BuildFailed});
	t.regex(error?.shortMessage ?? '', /failed: there is neither configure nor autogen\.sh: this is no tree of crun$/);
});

/** Kills the first `count` running builds, as other programs on the machine may do. */
const killing = (count: number) => {
	let left = count;
	return (step: Step): void => {
		if (step.kind !== 'output' || step.line !== 'under way' || left-- <= 0) return;
		const kill = async (): Promise<void> => {
			const running = await trixie.docker.listContainers({filters: {label: [`${label.run}=build`]}});
			const own = running.filter(({Labels}) => Labels[label.owner] === ownerOf(process.pid));
			for (const {Id} of own) await trixie.docker.getContainer(Id).remove({force: true});
		};
		kill().catch(() => {});
	};
};

test.serial('a build that is ended from outside is tried once more, and the source is not to blame', async t => {
	const configure = 'echo "under way" >&2; sleep 5; printf "crun:\\n\\tgcc -o crun main.c other.c\\n" > Makefile\n';
	const tree = await smallTree('killed', {configure});
	const steps: Step[] = [];
	const once = killing(1);
	const onStep = (step: Step): void => {
		steps.push(step);
		once(step);
	};
	const made = await trixie.make({tree}, {onStep});
	t.regex(made.digest, /^[0-9a-f]{64}$/);
	t.deepEqual(
		steps.filter(({kind}) => kind === 'compile again'),
		[{kind: 'compile again', project: 'crun', exit: 137}],
	);
	await writeFile(join(tree, 'other.c'), 'int other(void) { return 3; }\n');
	const error = await t.throwsAsync(trixie.make({tree}, {onStep: killing(2)}), {instanceOf: EndedFromOutside});
	t.is(error?.shortMessage, 'the build of crun in debian-trixie was ended from outside (137), twice');
});
