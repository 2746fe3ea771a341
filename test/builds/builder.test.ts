// The builder of an image and a project: its contents, when it is built again, and why it cannot be built.

import {appendFileSync} from 'node:fs';
import {cp} from 'node:fs/promises';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {ensureBuilder, type Project} from '../../harness/builds/builder.ts';
import {NoSource} from '../../harness/builds/errors.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {label} from '../../harness/engine/labels.ts';
import {PackageMirrorFailed} from '../../harness/images/errors.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Step} from '../../harness/model/step.ts';
import {untar} from '../../harness/support/untar.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';

const image = {id: 'debian-trixie', ref: 'netlock/debian-trixie:1', packageManager: 'apt-get'};

/** An engine without a builder. Its build prints this, and then has the builder, unless it prints an error. */
const engine = async (t: ExecutionContext, ...says: object[]) => {
	const built = new Set<string>();
	const made = await dockerd(t, {
		'POST /build': ({query}) => {
			if (!says.some(each => 'error' in each)) built.add(query.t ?? '');
			return {events: says};
		},
		'GET /images/*': ({path}) => {
			const ref = path.slice('/images/'.length, -'/json'.length);
			return built.has(ref) ? {json: {Id: `sha256:${ref}`, Config: {Labels: {}}}} : {status: 404, json: {message: ref}};
		},
	});
	const steps: Step[] = [];
	const ensure = (name: Project, {builders = project.builders, base = image} = {}) =>
		ensureBuilder(made.docker, builders, base, name, step => steps.push(step));
	return {...made, steps, ensure, builds: () => made.asked.filter(({path}) => path === '/build')};
};

test('a builder is its image with the packages of one project, and is labelled with the image', async t => {
	const {ensure, builds, steps} = await engine(t, {stream: 'Step 1/2\n'});
	const {ref, id} = await ensure('crun');
	t.regex(ref, /^netlock\/builder-crun-debian-trixie:[0-9a-f]{12}$/);
	t.is(id, `sha256:${ref}`);
	const {buildargs = '', labels = '', dockerfile} = builds()[0]?.query ?? {};
	t.is(dockerfile, 'apt-get/Containerfile');
	t.deepEqual(JSON.parse(labels), {[label.image]: 'debian-trixie'});
	const {PACKAGES, OPTIONAL, ...more} = JSON.parse(buildargs);
	t.deepEqual(more, {IMAGE: 'netlock/debian-trixie:1', PROJECT: 'crun'});
	for (const name of ['gcc', 'libseccomp-dev']) t.true(PACKAGES.split(' ').includes(name), name);
	t.false(PACKAGES.includes('golang'));
	t.true(OPTIONAL.split(' ').includes('libyajl-dev'));
	const {files} = await untar(gunzipSync(builds()[0]?.body ?? ''));
	t.deepEqual([...files.keys()].sort(), ['apt-get/Containerfile', 'build', 'make-crun', 'prepare']);
	t.deepEqual(steps, [
		{kind: 'builder', project: 'crun'},
		{kind: 'output', line: 'Step 1/2'},
	]);
});

test('a builder is built once, also for builds that need it at the same time', async t => {
	const {ensure, builds} = await engine(t);
	const [first, second] = await Promise.all([ensure('criu'), ensure('criu')]);
	t.deepEqual(first, second);
	t.deepEqual(await ensure('criu'), first);
	t.is(builds().length, 1);
});

test('a builder is built again after a change of its inputs, and for no other change', async t => {
	const builders = join(await folderWith(t, {}), 'builders');
	await cp(project.builders, builders, {recursive: true});
	const {ensure} = await engine(t);
	const {ref} = await ensure('crun', {builders});
	for (const file of ['make-criu', 'dnf/Containerfile']) appendFileSync(join(builders, file), '# changed\n');
	t.is((await ensure('crun', {builders})).ref, ref);
	t.not((await ensure('crun', {builders, base: {...image, ref: 'netlock/debian-trixie:2'}})).ref, ref);
	appendFileSync(join(builders, 'make-crun'), '# changed\n');
	t.not((await ensure('crun', {builders})).ref, ref);
});

for (const packageManager of [undefined, 'pacman']) {
	test(`without a recipe nothing is built, and the error says where to add one: ${packageManager}`, async t => {
		const {docker, calls} = await engine(t);
		const ensuring = ensureBuilder(docker, project.builders, {...image, packageManager}, 'crun', () => {});
		const where = packageManager ?? '<package manager>';
		const error = await t.throwsAsync(ensuring, {instanceOf: NoSource});
		t.is(error?.shortMessage, 'crun cannot be compiled in debian-trixie: there is no builder for it');
		t.true(error?.message.includes(`images/builders/${where}/`), error?.message);
		t.deepEqual(calls(), []);
	});
}

test('a mirror that fails and a wrong recipe are different errors, and both are tried again', async t => {
	const mirror = await engine(
		t,
		{stream: 'E: Failed to fetch http://mirror.test/x.deb  404\n'},
		{error: 'returned 100'},
	);
	const failing = await t.throwsAsync(mirror.ensure('runc'), {instanceOf: PackageMirrorFailed});
	t.regex(failing?.shortMessage ?? '', /^the builder for runc in debian-trixie: .*Failed to fetch/);
	const wrong = await engine(t, {error: 'unknown instruction: RUNN'});
	for (const _ of [1, 2]) {
		const error = await t.throwsAsync(wrong.ensure('runc'), {instanceOf: ImageUnavailable, message: /RUNN/});
		t.false(error instanceof PackageMirrorFailed);
	}
	t.is(wrong.builds().length, 2);
});
