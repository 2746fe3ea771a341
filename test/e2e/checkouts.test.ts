// Trees of all kinds: a fresh clone, a compiled and changed one, a worktree, an archive. Each one compiles, and its
// build names git's description. For a tree that does not compile, the error says why.
import {readFileSync} from 'node:fs';
import {appendFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {environment} from '../../harness/ava/environment.ts';
import {commitsOf} from '../../harness/bisect/commits.ts';
import {BuildFailed} from '../../harness/builds/errors.ts';
import type {Artifact} from '../../harness/model/artifact.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {buildStore} from '../../harness/run/prepare.ts';
import {clone, commit, exportTo, git, upstream} from './checkouts.ts';
import {type Making, making} from './making.ts';
import {netlock, netlockRun} from './netlock.ts';

let trixie: Making;
let crun: string;
let fresh: string;

const libocispec = ['libocispec', 'libocispec/image-spec', 'libocispec/runtime-spec', 'libocispec/yajl'];

test.before('repositories like upstream’s', async t => {
	t.timeout(900_000);
	trixie = await making('debian-trixie');
	crun = await upstream(trixie, 'crun', '1.21', libocispec);
	fresh = clone(crun, join(trixie.work, 'fresh'));
});

test.after.always(() => trixie?.end());

const says = ({path}: Artifact, text: string): boolean => readFileSync(path).includes(text);

/** The version that build-aux/git-version-gen gives a commit of crun on top of 1.21. */
const versionOf = (tree: string): string =>
	git(tree, 'describe', '--abbrev=9').replace(/^1\.21-(\d+)-g(\w+)$/, '1.21.0.0.0.$1-$2');

test.serial(
	'a fresh clone compiles, its build names the commit, and runs with libraries that only the builder had',
	async t => {
		t.timeout(900_000);
		const column = ['--runtime', `crun=clone@src:${fresh}`, '--lock', 'nftables', '--scenario', 'explicit-is-honoured'];
		const images = ['--image', 'debian-trixie', '--image', 'debian-forky'];
		const {exit, stderr, results} = await netlockRun(...images, ...column);
		t.is(exit, 0, stderr);
		t.deepEqual(
			results.cells.map(({id, outcome}) => [id, outcome]),
			['debian-forky', 'debian-trixie'].map(each => [`${each}/crun@clone/nftables/explicit-is-honoured`, 'pass']),
		);
		t.true(
			results.builds[0]?.versions['debian-forky']?.includes(versionOf(fresh)),
			'forky’s own crun needs no libyajl',
		);
		t.is(git(fresh, 'status', '--porcelain'), '', 'the checkout itself is only read');
		const elsewhere = clone(crun, join(trixie.work, 'elsewhere'));
		const again = await trixie.make({tree: elsewhere}, {store: buildStore(environment().engine)});
		t.true(again.reused, 'the same commit elsewhere is the same build');
		t.true(says(again, git(fresh, 'rev-parse', 'HEAD')));
	},
);

test.serial('a changed work tree compiles, and so does another worktree of it', async t => {
	t.timeout(900_000);
	await appendFile(join(fresh, 'src/crun.c'), 'const char *dirty = "a change that is not committed";\n');
	// Until 1.14, `make` compiles a test that newer compilers refuse.
	await appendFile(join(fresh, 'Makefile.am'), 'noinst_PROGRAMS += tests/tests_libcrun_fuzzer\n');
	for (const each of ['tests/tests_libcrun_fuzzer.c', 'libocispec/tests/test-1.c']) {
		await appendFile(join(fresh, each), 'int broken = ;\n');
	}
	const dirty = await trixie.make({tree: fresh});
	t.true(says(dirty, 'a change that is not committed'));
	t.true(says(dirty, git(fresh, 'rev-parse', 'HEAD')));
	const worktree = join(trixie.work, 'worktree');
	git(fresh, 'worktree', 'add', '--quiet', '--detach', worktree, '1.21');
	git(worktree, 'submodule', '--quiet', 'update', '--init', '--recursive');
	const made = await trixie.make({tree: worktree});
	t.true(says(made, git(fresh, 'rev-parse', '1.21^{commit}')));
	t.false(says(made, 'a change that is not committed'));
});

test.serial('an archive compiles: NEWS gives its version, and its commit is unknown', async t => {
	t.timeout(900_000);
	const made = await trixie.make({tree: exportTo(fresh, join(trixie.work, 'archive'))});
	t.false(says(made, git(fresh, 'rev-parse', 'HEAD')));
	for (const each of ['1.21', 'unknown']) t.true(says(made, `\0${each}\0`), each);
});

test.serial('bisect and git: take a commit out of a checkout, and compile it', async t => {
	t.timeout(900_000);
	const [first] = await commitsOf('crun', [fresh, '1.21..HEAD'], join(trixie.work, 'scratch'));
	const part = await first?.part();
	if (part?.source !== 'tree') return t.fail('a commit is a tree');
	const made = await trixie.make(part, {store: buildStore(environment().engine)});
	t.true(says(made, git(fresh, 'rev-parse', '1.21^{commit}')));
	const column = ['--runtime', `crun=git:${fresh}@1.21`, '--lock', 'unset', '--scenario', 'unset-leaves-choice'];
	const {exit, stderr, folder, results} = await netlockRun('--image', 'debian-trixie', ...column);
	t.is(exit, 0, stderr);
	t.like(results.builds[0], {id: 'crun@1.21', source: 'commit', commit: git(fresh, 'rev-parse', '1.21^{commit}')});
	t.is(results.builds[0]?.made?.['debian-trixie']?.digest, made.digest, 'a commit is one build, however it is named');
	t.regex(readFileSync(join(folder, 'releases.md'), 'utf8'), /\| crun@\S*1\.21 \| (✅|🔸) 1/u);
});

test('the error names a missing submodule, and the command that fetches it', async t => {
	const tree = join(trixie.work, 'without submodules');
	git(trixie.work, 'clone', '--quiet', crun, tree);
	const {exit, stderr} = await netlock('run', '--image', 'debian-trixie', '--runtime', `crun=src:${tree}`, '--core');
	t.is(exit, 2, stderr);
	t.true(stderr.includes(`the submodule libocispec of ${tree} is empty`), stderr);
	t.true(stderr.includes('git submodule update --init --recursive'), stderr);
	git(tree, 'submodule', '--quiet', 'update', '--init');
	await t.throwsAsync(trixie.make({tree}), {
		instanceOf: UsageError,
		message: /^the submodule libocispec\/image-spec of /,
	});
});

test.serial('CRIU compiles from a clone; variables for make give another build', async t => {
	t.timeout(900_000);
	const tree = clone(await upstream(trixie, 'criu', 'v4.1.1'), join(trixie.work, 'criu'));
	const kept = await trixie.make({project: 'criu', tree});
	t.true(says(kept, git(tree, 'describe', '--abbrev=9')), 'GitID');
	const nftables = 'NETWORK_LOCK_DEFAULT=NETWORK_LOCK_NFTABLES';
	const {results, stderr} = await netlockRun(
		...['--image', 'debian-trixie', '--runtime', 'crun', '--criu', `nft@src:${tree},${nftables}`],
		...['--libcriu', 'package', '--libcriu', `nft@src:${tree},${nftables}`],
		...['--lock', 'unset', '--scenario', 'left-after-leave-running'],
	);
	t.is(results.images.find(({id}) => id === 'debian-trixie')?.facts?.criu.defaultLock, 'iptables', stderr);
	const criu = results.builds[0]?.criu;
	t.is(criu?.facts['debian-trixie']?.defaultLock, 'nftables', stderr);
	t.deepEqual(criu?.variables, [nftables]);
	t.is(results.builds[1]?.libcriu?.versions['debian-trixie'], '4.1.1', 'what the CRIU beside it says of itself');
});

test.serial('the error for a tree that does not compile has the compiler’s message', async t => {
	const tree = clone(crun, join(trixie.work, 'broken'));
	await writeFile(join(tree, 'src/list.c'), 'int broken = ;\n');
	commit(tree, 'broken');
	const error = await t.throwsAsync(trixie.make({tree}), {instanceOf: BuildFailed});
	t.regex(error?.message ?? '', /^the build of crun in debian-trixie failed: src\/list\.c:1:14: error: /);
});
