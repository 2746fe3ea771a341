// The artifact of a part in an image: columns that share a part have one build of it.
import test from 'ava';
import {resolvePart} from '../../harness/builds/resolve-part.ts';
import {project} from '../../harness/model/checkout.ts';
import {compilingEngine} from '../fixtures/compiling-engine.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';
import {tarOf} from '../fixtures/tar.ts';

test('a part that two columns need at the same time is compiled once', async t => {
	const course = {gives: {crun: 'a crun'}, log: 'CC crun.o\n'};
	const {docker, inputs} = await compilingEngine(t, [course, course]);
	const tree = await folderWith(t, {'src/crun.c': 'int main;'});
	const options = {builders: project.builders, store: await folderWith(t, {})};
	const image = {id: 'debian-trixie', ref: 'netlock/debian-trixie:1', packageManager: 'apt-get'};
	const resolve = () => resolvePart(docker, image, 'crun', {source: 'tree', tree}, options);
	const [one, other] = await Promise.all([resolve(), resolve()]);
	t.is(inputs.length, 1);
	t.deepEqual(one, other);
});

test('a part that two columns need at the same time is downloaded once', async t => {
	const {docker, calls} = await dockerd(t, {
		'POST /build': {events: []},
		'GET /images/*': {json: {Id: 'sha256:1', Config: {Labels: {}}}},
		'DELETE /images/*': {json: []},
		'POST /containers/create': {status: 201, json: {Id: 'c1'}},
		'GET /containers/c1/archive': async () => ({
			bytes: await tarOf({'out/crun': 'a crun', 'out/origin': 'crun-1.rpm'}),
		}),
		'DELETE /containers/c1': {status: 204},
	});
	const options = {builders: project.builders, store: await folderWith(t, {})};
	const image = {id: 'fedora', ref: 'netlock/fedora:1', packageManager: 'dnf'};
	const part = {source: 'copr', project: 'rhcontainerbot/podman-next'} as const;
	const resolve = () => resolvePart(docker, image, 'crun', part, options);
	const [one, other] = await Promise.all([resolve(), resolve()]);
	t.is(calls().filter(each => each === 'POST /build').length, 1);
	t.deepEqual(one, other);
	await resolve();
	t.is(calls().filter(each => each === 'POST /build').length, 2, 'a project may have another build the next time');
});
