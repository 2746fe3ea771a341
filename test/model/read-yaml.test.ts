// YAML files that people write: what is wrong with one is said, and where.
import {join} from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {FileInvalid, readYaml} from '../../harness/model/read-yaml.ts';
import {folderWith} from '../fixtures/folder.ts';

const schema = z.strictObject({title: z.string(), bases: z.array(z.object({suite: z.string()}))});
const help = 'See the example';

test('a valid file is read', async t => {
	const folder = await folderWith(t, {'image.yaml': 'title: Debian\nbases:\n  - {suite: forky}\n'});
	t.deepEqual(await readYaml(join(folder, 'image.yaml'), schema, help), {title: 'Debian', bases: [{suite: 'forky'}]});
});

const refused = test.macro({
	async exec(t, content: string, problem: RegExp) {
		const folder = await folderWith(t, {'image.yaml': content});
		const error = await t.throwsAsync(readYaml(join(folder, 'image.yaml'), schema, help), {instanceOf: FileInvalid});
		t.regex(error.shortMessage, /image\.yaml is not valid$/);
		t.regex(error.message, problem);
		t.true(error.message.endsWith(`\n${help}`));
	},
	title: what => `a file ${what} is refused, and the error says where`,
});
test('that is no YAML', refused, 'title: "open\n', /line \d, column \d/);
test('with a wrong value deep in it', refused, 'title: x\nbases:\n  - {suite: 1}\n', /bases\[0\]\.suite/);
test('with a name that does not exist', refused, 'title: x\nbases: []\nbase: y\n', /"base"/);
test('that is empty', refused, '', /expected object/);

test('a file that is not there is refused, and the error says so', async t => {
	const folder = await folderWith(t, {});
	const error = await t.throwsAsync(readYaml(join(folder, 'image.yaml'), schema, help), {instanceOf: FileInvalid});
	t.regex(error.message, /ENOENT[^\n]*\nSee the example$/);
});
