// The digest of a scenario's file, with all files that it imports.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {digestScenario, scenarioDigests} from '../../../harness/run/cache/imports.ts';
import {folderWith} from '../../fixtures/folder.ts';

const files = {
	'scenarios/one.ts': `import {scenario} from 'netlock';\nimport '../harness/index.ts';\nimport {far} from './parts/near.ts';\n`,
	'scenarios/parts/near.ts': `export * from "./far.ts";\nimport near from './near.ts';\n`,
	'scenarios/parts/far.ts': 'export const far = 1;\n',
	'scenarios/two.ts': '',
	'harness/index.ts': `import 'zod';\n`,
};

for (const [name, isPart] of Object.entries({
	'scenarios/one.ts': true,
	'scenarios/parts/near.ts': true,
	'scenarios/parts/far.ts': true,
	'scenarios/two.ts': false,
	'harness/index.ts': false,
})) {
	test(`${name} ${isPart ? 'changes the digest' : 'does not change the digest'} of one.ts`, async t => {
		const folder = await folderWith(t, files);
		const digest = () => digestScenario(join(folder, 'scenarios/one.ts'), join(folder, 'harness'));
		const before = digest();
		t.regex(before ?? '', /^[0-9a-f]{64}$/);
		await writeFile(join(folder, name), `${files[name as keyof typeof files]}// more\n`);
		t.is(digest() !== before, isPart);
	});
}

for (const text of [
	`import {readFileSync} from 'node:fs';`,
	`import thing from 'a-package';`,
	'await import(name);',
	`await import('./gone.ts');`,
	'process.env.HOME',
	'process.getBuiltinModule("node:fs")',
]) {
	test(`there is no digest of a scenario that may read other files: ${text}`, async t => {
		const folder = await folderWith(t, {'one.ts': `import './two.ts';\n`, 'two.ts': text});
		t.is(digestScenario(join(folder, 'one.ts')), undefined);
	});
}

test('there is no digest of a missing file', t => {
	t.is(digestScenario('/nowhere/one.ts'), undefined);
});

test('the path of a file does not change its digest', async t => {
	const digests = await Promise.all(
		[1, 2].map(async () =>
			digestScenario(join(await folderWith(t, {'one.ts': `import './two.ts'`, 'two.ts': ''}), 'one.ts')),
		),
	);
	t.truthy(digests[0]);
	t.is(digests[0], digests[1]);
});

test('every scenario of netlock has its own digest', t => {
	const names = ['scenarios/tcp-veth.ts', 'scenarios/explicit-is-honoured.ts'];
	const digests = scenarioDigests([...names, ...names]);
	t.deepEqual([...digests.keys()], names);
	t.is(new Set([...digests.values()].filter(each => each !== undefined)).size, 2);
});
