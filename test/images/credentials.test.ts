// Credentials from the file of `docker login`.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {credentialsFor} from '../../harness/images/credentials.ts';
import {UsageError} from '../../harness/model/usage-error.ts';

const folderWith = async (text: string): Promise<string> => {
	const {path} = await dir({unsafeCleanup: true});
	await writeFile(join(path, 'config.json'), text);
	return path;
};
const auth = Buffer.from('me:a:b').toString('base64');
const expected = {username: 'me', password: 'a:b'};

for (const [key, reference] of [
	['ghcr.io', 'ghcr.io/me/netlock'],
	['https://ghcr.io', 'ghcr.io/me/netlock'],
	['localhost:5000', 'localhost:5000/x'],
	['https://index.docker.io/v1/', 'docker.io/me/netlock'],
] as const) {
	test(`kept under ${key}`, async t => {
		t.deepEqual(await credentialsFor(await folderWith(JSON.stringify({auths: {[key]: {auth}}})), reference), expected);
	});
}

test('there are none for another registry, with a helper, or without a file', async t => {
	t.is(await credentialsFor(await folderWith(JSON.stringify({auths: {'quay.io': {auth}}})), 'ghcr.io/me'), undefined);
	t.is(await credentialsFor(await folderWith(JSON.stringify({auths: {'ghcr.io': {}}})), 'ghcr.io/me'), undefined);
	t.is(await credentialsFor('/nonexistent', 'ghcr.io/me'), undefined);
});

test('the error names a file that is not Docker’s, and is no defect in netlock', async t => {
	for (const text of ['{', '{"auths": 1}']) {
		const error = await t.throwsAsync(credentialsFor(await folderWith(text), 'ghcr.io/me'), {instanceOf: UsageError});
		t.regex(error.message, /config\.json is not what/);
	}
});
