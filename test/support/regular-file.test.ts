// Files that netlock finds by itself, in a checkout or a run of somebody else: a pipe or a device there is refused at once.
import {symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {readYaml} from '../../harness/model/read-yaml.ts';
import {readIndex} from '../../harness/results/history/store.ts';
import {readLines} from '../../harness/results/json-lines.ts';
import {projectFile} from '../../harness/results/project-file.ts';
import {readResultsAt} from '../../harness/results/read.ts';
import {digestScenario} from '../../harness/run/cache/imports.ts';
import {scenarioFolders} from '../../harness/run/own-files.ts';
import {planFile, readPlan} from '../../harness/run/plan-file.ts';
import {NetlockError} from '../../harness/support/errors.ts';
import {readRegularFile} from '../../harness/support/regular-file.ts';
import {sha256OfFile} from '../../harness/support/sha256.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makePipe} from '../fixtures/pipe.ts';
import {sparseFile} from '../fixtures/sparse-file.ts';

const readers = {
	'netlock.yaml': (folder: string) => readYaml(join(folder, 'netlock.yaml'), projectFile, ''),
	'results.json': (folder: string) => readResultsAt(folder),
	'plan.json': (folder: string) => readPlan(planFile(folder)),
	'index.json': async (folder: string) => readIndex(folder),
	'one.run.json': async (folder: string) => readIndex(folder),
	'scenario.ts': async (folder: string) => scenarioFolders({scenarios: folder}),
};

for (const [name, read] of Object.entries(readers)) {
	for (const [what, make] of [
		['a pipe', makePipe],
		['a device', (path: string) => symlinkSync('/dev/zero', path)],
		['a terabyte of nothing', sparseFile],
	] as const) {
		test(`${what} in the place of ${name} is refused with a typed error`, async t => {
			const folder = await folderWith(t, {});
			make(join(folder, name));
			const error = await t.throwsAsync(read(folder), {instanceOf: NetlockError});
			t.regex(error?.message ?? '', /is no regular file|of which netlock reads/);
		});
	}
}

for (const [what, make] of [
	['a pipe', makePipe],
	['a device', (path: string) => symlinkSync('/dev/zero', path)],
] as const) {
	test(`${what} in the place of a log, a scenario or a part under test is not waited for`, async t => {
		const folder = await folderWith(t, {});
		const file = join(folder, 'file');
		make(file);
		t.throws(() => readLines(file, z.unknown()), {instanceOf: NetlockError, message: /is no regular file$/});
		t.is(sha256OfFile(file), undefined);
		t.is(digestScenario(file), undefined);
	});
}

test('a regular file is read, through a link too', async t => {
	const folder = await folderWith(t, {});
	writeFileSync(join(folder, 'file'), 'text');
	symlinkSync(join(folder, 'file'), join(folder, 'link'));
	t.is(readRegularFile(join(folder, 'link')).toString(), 'text');
	t.throws(() => readRegularFile(join(folder, 'link'), 3), {message: /has 4 bytes, of which netlock reads 3 bytes$/});
	t.throws(() => readRegularFile(folder), {message: /is no regular file$/});
});
