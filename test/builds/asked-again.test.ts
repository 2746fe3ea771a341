// Builds of an earlier run: prepared again from their origins, and compared with their records.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {buildsAgain, changedSince} from '../../harness/builds/asked-again.ts';
import {type Build, column} from '../../harness/builds/columns.ts';
import {describeBuild} from '../../harness/builds/describe-build.ts';
import {parseCriu, parseRuntime} from '../../harness/builds/request.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';

const again = (build: Build) => buildsAgain([describeBuild(build, [])], new Set([build.id]));

test('each kind of build is prepared again from its request', async t => {
	const folder = await folderWith(t, {
		crun: 'crun',
		'lib/criu': 'criu',
		'lib/libcriu.so.2': 'libcriu',
		'tree/Makefile': '',
	});
	for (const [runtime, criu] of [
		['crun', 'package'],
		[`crun=pr@${folder}/crun`, `new@${folder}/lib`],
		[`crun=pr@${folder}/crun`, `new@${folder}/lib/criu`],
		[`crun=src:${folder}/tree,A=b`, 'src:package'],
		['crun=copr:rhcontainerbot/podman-next', 'package'],
	] as const) {
		const build = column(parseRuntime(runtime), parseCriu(criu));
		const {id: _, ...criuPart} = {id: '', ...build.criu};
		t.deepEqual(again(build), [{...build, criu: criuPart}], runtime);
	}
});

test('only the wanted columns are prepared', t => {
	const builds = ['crun', 'runc'].map(name => describeBuild(column(parseRuntime(name), parseCriu('package')), []));
	t.deepEqual(
		buildsAgain(builds, new Set(['runc'])).map(({id}) => id),
		['runc'],
	);
});

test('the run names a file that changed, and a missing one is wrong usage', async t => {
	const folder = await folderWith(t, {crun: 'one'});
	const before = describeBuild(column(parseRuntime(`crun=pr@${folder}/crun`), parseCriu('package')), []);
	t.deepEqual(changedSince([before], buildsAgain([before], new Set([before.id]))), []);
	writeFileSync(join(folder, 'crun'), 'two');
	t.deepEqual(changedSince([before], buildsAgain([before], new Set([before.id]))), [
		`crun@pr: ${folder}/crun is another file than in that run`,
	]);
	t.throws(() => buildsAgain([{...before, path: '/nowhere/crun'}], new Set([before.id])), {
		instanceOf: UsageError,
		message: /cannot read \/nowhere\/crun/,
	});
});

test('a build with patches cannot be prepared again', t => {
	const build = describeBuild(column(parseRuntime('crun=src:package'), parseCriu('package')), []);
	const patched = {...build, made: {'debian-forky': {digest: 'a', patchset: 'b'}}};
	t.throws(() => buildsAgain([patched], new Set([build.id])), {message: /was made with patches/});
});
