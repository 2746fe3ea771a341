// images/<id>/image.yaml: its fields, and how a wrong one is refused.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {coreImages, readImages, toolsDefinition} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {FileInvalid} from '../../harness/model/read-yaml.ts';
import {folderWith} from '../fixtures/folder.ts';

const bases =
	'bases:\n  - registry: docker.io/library/debian:forky-slim\n  - bootstrap: {tool: mmdebstrap, suite: forky}\n';

const containerfile = 'FROM x';
const recipe = 'packageManager: apt-get';

test('every folder is an image, by name, except recipes and the tools', async t => {
	const folder = await folderWith(t, {
		'b/image.yaml': `title: B\n${bases}`,
		'b/Containerfile': containerfile,
		'a/image.yaml': `title: A\n${bases}recipe: apt\npackages: [criu]\nnotes: x\ncore: true\n`,
		'recipes/apt/Containerfile': containerfile,
		'recipes/apt/recipe.yaml': recipe,
		'tools/image.yaml': `title: T\n${bases}`,
		'tools/Containerfile': containerfile,
		'README.md': 'not a folder',
	});
	const images = await readImages(folder);
	t.like(images, [
		{
			id: 'a',
			context: join(folder, 'recipes/apt'),
			buildArguments: {PACKAGES: 'criu'},
			core: true,
			packageManager: 'apt-get',
		},
		{id: 'b', context: join(folder, 'b'), buildArguments: {}, core: false, expect: {}, lacks: {}},
	]);
	t.deepEqual(coreImages(images), ['a']);
	t.is((await toolsDefinition(folder)).id, 'tools');
});

test('a folder gives an image for each variant, with the folder’s fields and its own', async t => {
	const yaml = `title: D
${bases}recipe: apt
packages: [criu]
arguments: {A: x, B: x}
expect: {defaultLock: iptables, tools: {nft: true}}
lacks: {runc: gone}
notes: One.
variants:
  full: {core: true}
  bare:
  other:
    title: another
    recipe: apt-criu
    packages: [nft]
    arguments: {B: y}
    expect: {defaultLock: nftables, tools: {ip: true}}
    notes: Two.
`;
	const folder = await folderWith(t, {
		'd/image.yaml': yaml,
		'recipes/apt/Containerfile': containerfile,
		'recipes/apt/recipe.yaml': recipe,
		'recipes/apt-criu/Containerfile': containerfile,
		'recipes/apt-criu/recipe.yaml': recipe,
	});
	const images = await readImages(folder);
	t.deepEqual(
		images.map(({id, title, core}) => [id, title, core]),
		[
			['d', 'D', true],
			['d-bare', 'D', false],
			['d-other', 'D, another', false],
		],
	);
	t.like(images[2], {
		recipe: 'apt-criu',
		buildArguments: {PACKAGES: 'criu nft', A: 'x', B: 'y'},
		expect: {defaultLock: 'nftables', tools: {nft: true, ip: true}},
		lacks: {runc: 'gone'},
		notes: 'One. Two.',
	});
});

const refused = test.macro({
	async exec(t, yaml: string, problem: RegExp) {
		const folder = await folderWith(t, {'broken/image.yaml': yaml, 'broken/Containerfile': containerfile});
		const error = await t.throwsAsync(readImages(folder), {instanceOf: FileInvalid});
		t.regex(error.shortMessage, /broken\/image\.yaml:\d+: [\w.[\]]+: /);
		t.regex(error.message, problem);
		t.regex(error.message, /See docs\/adding-an-image\.md$/);
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

test(
	'whose second registry comes without a reason',
	refused,
	'title: x\nbases:\n  - registry: a.io/b\n  - registry: c.io/d\n',
	/because/,
);
test('with a variant that has too many fields', refused, `title: x\n${bases}variants: {full: {packs: [a]}}\n`, /packs/);
test('whose package is more than a name', refused, `title: x\n${bases}packages: ["a; rm"]\n`, /packages\[0\]/);
test('with an unknown runtime that it lacks', refused, `title: x\n${bases}lacks: {docker: y}\n`, /lacks/);

test('an image without a Containerfile, or with an unknown recipe, is refused by name', async t => {
	for (const recipe of ['', 'recipe: none\n']) {
		const folder = await folderWith(t, {'broken/image.yaml': `title: x\n${bases}${recipe}`});
		await t.throwsAsync(readImages(folder), {instanceOf: FileInvalid, message: /broken has no Containerfile in/});
	}
});

test('two images of one name are refused', async t => {
	const yaml = `title: x\n${bases}`;
	const folder = await folderWith(t, {
		'a/image.yaml': `${yaml}variants: {b: {}}\n`,
		'a/Containerfile': containerfile,
		'a-b/image.yaml': yaml,
		'a-b/Containerfile': containerfile,
	});
	await t.throwsAsync(readImages(folder), {instanceOf: FileInvalid, message: /two images are called a-b/});
});

test('a folder without image.yaml is refused by name', async t => {
	const folder = await folderWith(t, {'broken/Containerfile': 'FROM x'});
	await t.throwsAsync(readImages(folder), {
		instanceOf: FileInvalid,
		message: /broken\/image\.yaml: there is no such file/,
	});
});

test('every image of the project is defined, with its sources', async t => {
	const images = [...(await readImages(project.images)), await toolsDefinition(project.images)];
	t.is(new Set(images.map(({title}) => title)).size, images.length);
	for (const {id, context} of images) t.true((await readdir(context)).includes('Containerfile'), id);
	t.deepEqual(coreImages(images), ['debian-forky', 'debian-forky-bare', 'debian-forky-nftables', 'debian-trixie']);
});
