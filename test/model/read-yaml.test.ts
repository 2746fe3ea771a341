// YAML files that people write: the error says what is wrong, and where.
import {join} from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {FileInvalid, readYaml} from '../../harness/model/read-yaml.ts';
import {folderWith} from '../fixtures/folder.ts';

const schema = z.strictObject({
	title: z.string(),
	bases: z.array(z.strictObject({suite: z.string(), tarball: z.string().optional()})),
});
const help = 'See the example';

test('a valid file is read', async t => {
	const folder = await folderWith(t, {'image.yaml': 'title: Debian\nbases:\n  - {suite: forky}\n'});
	t.deepEqual(await readYaml(join(folder, 'image.yaml'), schema, help), {title: 'Debian', bases: [{suite: 'forky'}]});
});

const refused = test.macro({
	async exec(t, content: string, problem: RegExp) {
		const folder = await folderWith(t, {'image.yaml': content});
		const error = await t.throwsAsync(readYaml(join(folder, 'image.yaml'), schema, help), {instanceOf: FileInvalid});
		t.regex(error.shortMessage, problem);
		t.true(error.message.endsWith(`\n${help}`));
	},
	title: what => `a file ${what} is refused, and the error says file, line and key`,
});
test('that is no YAML', refused, 'bases: []\ntitle: "open\n', /image\.yaml:\d: Missing closing "quote$/);
test('with a key twice', refused, 'title: x\nbases: []\ntitle: y\n', /image\.yaml:3: Map keys must be unique/);
test(
	'with a wrong value deep in it',
	refused,
	'title: x\nbases:\n  - {suite: a}\n  - {suite: 1}\n',
	/image\.yaml:4: bases\[1\]\.suite: must be text$/,
);
test('without a key', refused, '\ntitle: x\n', /image\.yaml:2: bases: is missing$/);
test(
	'with a key that does not exist',
	refused,
	'title: x\nbases: []\nbase: y\n',
	/image\.yaml:3: base: there is no such key; did you mean bases\?$/,
);
test(
	'with a key that does not exist deep in it',
	refused,
	'title: x\nbases:\n  - {suite: a}\n  - {suite: b, tarbal: c}\n',
	/image\.yaml:4: bases\[1\]\.tarbal: there is no such key; did you mean tarball\?$/,
);
test('that is empty', refused, '', /image\.yaml:1: must be keys with values/);
test('with an alias of nothing', refused, 'title: *nope\nbases: []\n', /image\.yaml: Unresolved alias.*nope/);

test('the error lists every problem of a file, the first one in its first line', async t => {
	const folder = await folderWith(t, {'image.yaml': 'title: 1\nbases:\n  - {}\nthe: end\n'});
	const error = await t.throwsAsync(readYaml(join(folder, 'image.yaml'), schema, help), {instanceOf: FileInvalid});
	const [first = '', second = '', third = ''] = error.message.split('\n');
	t.regex(first, /:1: title: /);
	t.regex(second, /:3: bases\[0\]\.suite: /);
	t.regex(third, /:4: the: there is no such key$/);
});

test('a missing file is refused, and the error says so', async t => {
	const folder = await folderWith(t, {});
	const error = await t.throwsAsync(readYaml(join(folder, 'image.yaml'), schema, help), {instanceOf: FileInvalid});
	t.regex(error.message, /image\.yaml: there is no such file\nSee the example$/);
});
