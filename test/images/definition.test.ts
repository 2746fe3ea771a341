// images/<id>/image.yaml: what it may say, and how a wrong one is refused.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {readImages, toolsDefinition} from '../../harness/images/definition.ts';
import {FileInvalid} from '../../harness/plan/read-yaml.ts';
import {project} from '../../harness/run/project.ts';
import {folderWith} from '../fixtures/folder.ts';

const bases =
	'bases:\n  - registry: docker.io/library/debian:forky-slim\n  - bootstrap: {tool: mmdebstrap, suite: forky}\n';

test('every folder is an image, by name, but the one with the tools', async t => {
	const yaml = `title: An image\n${bases}`;
	const folder = await folderWith(t, {
		'b/image.yaml': yaml,
		'a/image.yaml': `${yaml}notes: x\n`,
		'tools/image.yaml': yaml,
		'README.md': 'not a folder',
	});
	t.deepEqual(await readImages(folder), [
		{
			id: 'a',
			folder: join(folder, 'a'),
			title: 'An image',
			notes: 'x',
			bases: [{registry: 'docker.io/library/debian:forky-slim'}, {bootstrap: {tool: 'mmdebstrap', suite: 'forky'}}],
		},
		{
			id: 'b',
			folder: join(folder, 'b'),
			title: 'An image',
			bases: [{registry: 'docker.io/library/debian:forky-slim'}, {bootstrap: {tool: 'mmdebstrap', suite: 'forky'}}],
		},
	]);
	t.is((await toolsDefinition(folder)).id, 'tools');
});

const refused = test.macro({
	async exec(t, yaml: string, problem: RegExp) {
		const folder = await folderWith(t, {'broken/image.yaml': yaml});
		const error = await t.throwsAsync(readImages(folder), {instanceOf: FileInvalid});
		t.regex(error.shortMessage, /broken\/image\.yaml is not valid$/);
		t.regex(error.message, problem);
		t.regex(error.message, /See images\/debian-trixie\/image\.yaml$/);
	},
	title: what => `an image ${what} is refused by name`,
});
test('without a title', refused, bases, /title/);
test('without a base', refused, 'title: x\nbases: []\n', /bases/);
test('with a misspelt field', refused, `title: x\n${bases}note: y\n`, /note/);
test('with an unknown kind of base', refused, 'title: x\nbases:\n  - local: y\n', /bases\[0\]/);
test(
	'whose suite is more than a name',
	refused,
	'title: x\nbases:\n  - bootstrap: {tool: mmdebstrap, suite: "forky; rm"}\n',
	/bases\[0\]/,
);

test('a folder without image.yaml is refused by name', async t => {
	const folder = await folderWith(t, {'broken/Containerfile': 'FROM x'});
	await t.throwsAsync(readImages(folder), {
		instanceOf: FileInvalid,
		message: /broken\/image\.yaml is not valid:\nENOENT/,
	});
});

test('every image of the project is defined, with what it is built from', async t => {
	const images = [...(await readImages(project.images)), await toolsDefinition(project.images)];
	t.is(new Set(images.map(({title}) => title)).size, images.length);
	for (const {id, folder} of images) t.true((await readdir(folder)).includes('Containerfile'), id);
});
