// The artifact of a part in an image: columns that have a part in common have one build of it.
import test from 'ava';
import {resolvePart} from '../../harness/builds/resolve-part.ts';
import {project} from '../../harness/model/checkout.ts';
import {compilingEngine} from '../fixtures/compiling-engine.ts';
import {folderWith} from '../fixtures/folder.ts';

test('what two columns ask for at the same time is compiled once', async t => {
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
