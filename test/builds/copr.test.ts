// A package from COPR: the requests to the engine, the stored files, and why there may be none.
import {readFile} from 'node:fs/promises';
import test, {type ExecutionContext} from 'ava';
import {fetchCopr} from '../../harness/builds/copr.ts';
import {NoSource} from '../../harness/builds/errors.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {PackageMirrorFailed} from '../../harness/images/errors.ts';
import {project} from '../../harness/model/checkout.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';
import {tarOf} from '../fixtures/tar.ts';

const image = {id: 'fedora', ref: 'netlock/fedora:1', packageManager: 'dnf'};
const nightly = 'rhcontainerbot/podman-next';

/** An engine whose build prints this, and makes an image with these files. */
const engine = async (t: ExecutionContext, files: Record<string, string>, ...says: object[]) => {
	const content = {...files};
	const made = await dockerd(t, {
		'POST /build': {events: says},
		'GET /images/*': {json: {Id: 'sha256:1', Config: {Labels: {}}}},
		'DELETE /images/*': {json: []},
		'POST /containers/create': {status: 201, json: {Id: 'c1'}},
		'GET /containers/c1/archive': async () => ({bytes: await tarOf(content)}),
		'DELETE /containers/c1': {status: 204},
	});
	const options = {builders: project.builders, store: await folderWith(t, {})};
	const fetch = (name: 'crun' | 'criu' | 'podman' = 'crun', from = image) =>
		fetchCopr(made.docker, from, name, nightly, options);
	return {...made, content, fetch};
};

test('CRIU comes with its library, and nothing of the download stays on the engine', async t => {
	const files = {'out/criu': 'a criu', 'out/libcriu.so.2': 'a library', 'out/origin': 'criu-4.2-1.src.rpm'};
	const {fetch, asked, calls} = await engine(t, files);
	const {path, libcriu = '', ...made} = await fetch('criu');
	t.is(await readFile(path, 'utf8'), 'a criu');
	t.is(await readFile(libcriu, 'utf8'), 'a library');
	t.deepEqual(made, {digest: sha256('a criu'), origin: {source: sha256('criu-4.2-1.src.rpm')}});
	const {buildargs = '', t: tag = ''} = asked[0]?.query ?? {};
	t.like(JSON.parse(buildargs), {IMAGE: 'netlock/fedora:1', COPR: nightly, PACKAGES: 'criu criu-libs'});
	t.true(calls().includes('DELETE /containers/c1'));
	t.is(calls().at(-1), `DELETE /images/${tag}`);
});

test('podman is fetched like a runtime', async t => {
	const {fetch, asked} = await engine(t, {'out/podman': 'a podman', 'out/origin': 'podman-6.src.rpm'});
	t.is(await readFile((await fetch('podman')).path, 'utf8'), 'a podman');
	t.like(JSON.parse(asked[0]?.query.buildargs ?? ''), {PACKAGES: 'podman'});
});

test('a nightly is downloaded each time, and is another build after a change', async t => {
	const {fetch, content, asked} = await engine(t, {'out/crun': 'monday', 'out/origin': 'crun-1.src.rpm'});
	const monday = await fetch();
	t.deepEqual(await fetch(), monday);
	Object.assign(content, {'out/crun': 'tuesday', 'out/origin': 'crun-2.src.rpm'});
	const tuesday = await fetch();
	t.not(tuesday.path, monday.path);
	t.is(await readFile(monday.path, 'utf8'), 'monday');
	t.is(asked.filter(({path}) => path === '/build').length, 3);
});

test('images without dnf have none, and no engine gets a request', async t => {
	const {fetch, calls} = await engine(t, {});
	const error = await t.throwsAsync(fetch('crun', {...image, id: 'debian', packageManager: 'apt-get'}), {
		instanceOf: NoSource,
	});
	t.is(error?.shortMessage, `copr:${nightly} is unavailable for debian`);
	t.deepEqual(calls(), []);
});

test('a package without the binary is refused, with the names of its files', async t => {
	const {fetch} = await engine(t, {'out/origin': 'x', 'out/crun-wasm': 'y'});
	await t.throwsAsync(fetch(), {
		instanceOf: NoSource,
		message: `the package from copr:${nightly} holds no crun\norigin, crun-wasm`,
	});
});

for (const [said, kind, says] of [
	[
		'STEP 3\nError: It failed\nNo match for argument: crun',
		NoSource,
		`there is no crun from copr:${nightly} for fedora: No match for argument: crun`,
	],
	[
		'STEP 3\nError: nothing provides libx',
		NoSource,
		`there is no crun from copr:${nightly} for fedora: Error: nothing`,
	],
	[
		'Curl error (6): no such host',
		PackageMirrorFailed,
		`crun from copr:${nightly} for fedora: the package mirror failed`,
	],
	['the disk is full', ImageUnavailable, 'build netlock/copr:'],
] as const) {
	test(`a build that says "${said.split('\n').at(-1)}" is ${kind.name}`, async t => {
		const {fetch} = await engine(t, {}, {stream: `${said}\n`}, {error: 'the command returned 1'});
		const error = await t.throwsAsync(fetch(), {instanceOf: kind});
		t.true(error?.shortMessage.startsWith(says), error?.shortMessage);
	});
}
