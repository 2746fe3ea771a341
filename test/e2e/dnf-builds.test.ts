// Builders and COPR in images with dnf 4 and dnf 5. The bases are stand-ins for CentOS Stream and Fedora. The
// Containerfiles of images/builders/dnf/ and the sources in them are really built.
import {readFileSync} from 'node:fs';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {type BuilderBase, ensureBuilder} from '../../harness/builds/builder.ts';
import {fetchCopr} from '../../harness/builds/copr.ts';
import {NoSource} from '../../harness/builds/errors.ts';
import {makeBuild} from '../../harness/builds/make.ts';
import type {Sources} from '../../harness/builds/part.ts';
import {findImage, removeImages} from '../../harness/engine/images.ts';
import {project} from '../../harness/model/checkout.ts';
import {hunk} from '../fixtures/patch.ts';
import {type Generation, makeRpmStandIn} from '../registry/rpm-stand-ins.ts';
import {type Making, making} from './making.ts';

let trixie: Making;

const standIn = (generation: Generation, sources: 'with' | 'without' = 'with'): BuilderBase => {
	const id = `stand-in-dnf${generation}-${sources}`;
	return {id, ref: `netlock/${id}:test`, packageManager: 'dnf'};
};

test.before('the stand-ins', async t => {
	t.timeout(900_000);
	trixie = await making('debian-trixie');
	const {docker, image} = trixie;
	const {ref} = await ensureBuilder(docker, project.builders, image, 'crun', () => {});
	await makeRpmStandIn(docker, standIn(4).ref, ref, 4);
	await makeRpmStandIn(docker, standIn(5).ref, ref, 5);
	await makeRpmStandIn(docker, standIn(5, 'without').ref, ref, 5, 'without');
});

test.after.always(async () => {
	if (!trixie) return;
	await removeImages(trixie.docker, ['netlock/builder-crun-stand-in-', 'netlock/stand-in-']);
	await trixie.end();
});

const options = () => ({builders: project.builders, store: trixie.store});
const patchTo = (change: string) => hunk('main.c', 1, '-int main(void) { return 0; }', `+${change}`);
const make = (image: BuilderBase, part: Sources = {source: 'source package'}) =>
	makeBuild(trixie.docker, image, 'crun', part, options());

for (const generation of [4, 5] as const) {
	test(`dnf ${generation}: a source package is fetched, patched and compiled`, async t => {
		t.timeout(120_000);
		const plain = await make(standIn(generation));
		t.regex(plain.origin?.source ?? '', /^[0-9a-f]{64}$/);
		const patched = await make(standIn(generation), {
			source: 'source package',
			patches: [patchTo('int main(void) { return 1; }')],
		});
		t.is(patched.origin?.source, plain.origin?.source);
		t.not(patched.digest, plain.digest);
	});

	test(`dnf ${generation}: a package from COPR gives its files`, async t => {
		const crun = await fetchCopr(trixie.docker, standIn(generation), 'crun', 'packit/containers-crun-1627', options());
		t.is(readFileSync(crun.path, 'utf8'), '#!/bin/sh\n');
		t.is(crun.libcriu, undefined);
		t.deepEqual(Object.keys(crun.origin ?? {}), ['source']);
		const criu = await fetchCopr(trixie.docker, standIn(generation), 'criu', '@criu/criu', options());
		t.is(readFileSync(criu.libcriu ?? '', 'utf8'), 'library\n', 'a library is what its link points to');
		t.not(criu.origin?.source, crun.origin?.source);
		t.is(await findImage(trixie.docker, `netlock/copr:${process.pid}`), undefined);
	});

	test(`dnf ${generation}: the error for a COPR project that does not exist says so`, async t => {
		const before = await readdir(trixie.store).catch(() => []);
		const error = await t.throwsAsync(
			fetchCopr(trixie.docker, standIn(generation), 'crun', 'none/existing', options()),
			{instanceOf: NoSource},
		);
		t.regex(
			error?.shortMessage ?? '',
			generation === 4
				? /^there is no crun from copr:none\/existing for stand-in-dnf4-with: Repository .* does not exist in project/
				: /^there is no crun from copr:none\/existing for stand-in-dnf5-with: Chroot not found/,
		);
		t.deepEqual(await readdir(trixie.store).catch(() => []), before);
	});
}

test('a COPR project with builds for CentOS Stream itself is found in such an image', async t => {
	const {path} = await fetchCopr(trixie.docker, standIn(4), 'crun', 'stream/only', options());
	t.is(readFileSync(path, 'utf8'), '#!/bin/sh\n');
});

test('a COPR project is refused in an image without dnf', async t => {
	const {docker, image} = trixie;
	const error = await t.throwsAsync(fetchCopr(docker, image, 'crun', 'packit/crun', options()), {instanceOf: NoSource});
	t.is(error?.shortMessage, 'copr:packit/crun is unavailable for debian-trixie');
});

test('the error for an image without a builder says so', async t => {
	const image = {id: 'opensuse', ref: 'none', packageManager: 'zypper'};
	const error = await t.throwsAsync(make(image), {instanceOf: NoSource});
	t.is(error?.shortMessage, 'crun cannot be compiled in opensuse: there is no builder for it');
	t.regex(error?.message ?? '', /To add one: images\/builders\/zypper\/ \(docs\/builds\.md\)$/);
});

test('a tree compiles, also if the mirror has no source package', async t => {
	const image = standIn(5, 'without');
	const error = await t.throwsAsync(make(image), {instanceOf: NoSource});
	t.regex(error?.shortMessage ?? '', /has nothing to compile: crun: the mirror does not have the source package$/);
	const tree = join(trixie.work, 'tree');
	await mkdir(tree);
	await writeFile(join(tree, 'configure'), 'printf "crun: main.o\\n\\tgcc -o crun main.o\\n" > Makefile\n', {
		mode: 0o755,
	});
	await writeFile(join(tree, 'main.c'), 'int main(void) { return 0; }\n');
	t.regex((await make(image, {source: 'tree', tree})).digest, /^[0-9a-f]{64}$/);
});
