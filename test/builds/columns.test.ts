// Columns: each runtime with each CRIU and each libcriu, and the sample that netlock adds.
import {join} from 'node:path';
import test from 'ava';
import {columns, sampleOf} from '../../harness/builds/columns.ts';
import {parseCriu, parseLibcriu, parsePodman, parseRuntime} from '../../harness/builds/request.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {folderWith} from '../fixtures/folder.ts';

const idsOf = (builds: ReturnType<typeof columns>): string[] => builds.map(({id}) => id);

test('every libcriu is a column of every runtime and CRIU', t => {
	const [own, old] = [parseLibcriu('package'), parseLibcriu('image:debian-bookworm')];
	const builds = columns([parseRuntime('crun')], ['package', 'new@copr:a/b'].map(parseCriu), [own, old]);
	t.deepEqual(idsOf(builds), [
		'crun',
		'crun+libcriu@debian-bookworm',
		'crun+criu@new',
		'crun+criu@new+libcriu@debian-bookworm',
	]);
	t.deepEqual(builds[1]?.libcriu, {source: 'image', image: 'debian-bookworm'});
	t.false('libcriu' in (builds[0] ?? {}));
});

test('a libcriu is a file, or a folder with a file of that name; a label names it', async t => {
	const folder = await folderWith(t, {'libcriu.so.2': 'old', 'mine.so': 'mine'});
	const path = join(folder, 'libcriu.so.2');
	const digest = sha256('old');
	const part = {source: 'binary', path, digest} as const;
	t.deepEqual(parseLibcriu(path), {...part, id: `libcriu@${digest.slice(0, 12)}`});
	t.deepEqual(parseLibcriu(`old@${folder}`), {...part, id: 'libcriu@old'});
	t.like(parseLibcriu(join(folder, 'mine.so')), {path: join(folder, 'mine.so'), digest: sha256('mine')});
	t.like(parseLibcriu('src:package'), {id: 'libcriu@source', source: 'source package'});
});

test('another image is an origin for libcriu only', t => {
	const error = t.throws(() => parseCriu('image:debian-bookworm'), {instanceOf: UsageError});
	t.regex(error.shortMessage, /cannot read .*image:debian-bookworm/);
	t.regex(t.throws(() => parseLibcriu('/nowhere'), {instanceOf: UsageError}).message, /cannot read \/nowhere/);
});

test('the sample is the same column with the old libcriu, for runtimes that use one', t => {
	const [crun, runc] = columns([parseRuntime('crun'), parseRuntime('runc')], [parseCriu('package')]);
	t.deepEqual(crun && sampleOf(crun), [
		{
			...crun,
			id: 'crun+libcriu@debian-bookworm',
			libcriu: {source: 'image', image: 'debian-bookworm'},
			isSample: true,
			isOptional: true,
		},
	]);
	t.deepEqual(runc && sampleOf(runc), []);
	const [other] = columns([parseRuntime('crun')], [parseCriu('package')], [parseLibcriu('image:debian-forky')]);
	t.deepEqual(other && sampleOf(other), []);
});

test('podman is a binary or a package from COPR, and a part of the column; it is not compiled', async t => {
	const folder = await folderWith(t, {podman: 'a podman', 'libx.so.1': 'x'});
	const path = join(folder, 'podman');
	const digest = sha256('a podman');
	t.deepEqual(parsePodman(path), {source: 'binary', path, digest, id: `podman@${digest.slice(0, 12)}`});
	t.like(parsePodman(`pr@${folder}`), {path, id: 'podman@pr', libraries: [join(folder, 'libx.so.1')]});
	t.like(parsePodman('copr:rhcontainerbot/podman-next'), {source: 'copr', id: 'podman@rhcontainerbot-podman-next'});
	const builds = columns(
		['crun', 'runc'].map(parseRuntime),
		[parseCriu('package')],
		[parseLibcriu('package')],
		[parsePodman('package'), parsePodman(`pr@${path}`)],
	);
	t.deepEqual(idsOf(builds), ['crun', 'crun+podman@pr', 'runc', 'runc+podman@pr']);
	t.deepEqual(builds[1]?.podman, {source: 'binary', path, digest});
	const {shortMessage, message} = t.throws(() => parsePodman('src:package'), {instanceOf: UsageError});
	t.is(shortMessage, '--podman src:package: podman is not compiled');
	t.false(message.includes('src:TREE'));
});
