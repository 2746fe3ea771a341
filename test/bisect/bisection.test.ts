// The document of a bisection whose builds cannot run: it needs no engine.
import {join} from 'node:path';
import test from 'ava';
import {runBisection} from '../../harness/bisect/bisection.ts';
import type {BisectedBuilds} from '../../harness/bisect/run-builds.ts';
import {BuildError} from '../../harness/builds/errors.ts';
import {bisectionMarkdown} from '../../harness/report/bisection.ts';
import {bisection} from '../../harness/results/bisection.ts';

const candidate = (name: string): BisectedBuilds['candidates'][number] => ({
	name,
	label: name,
	digest: name,
	part: async () => {
		throw new BuildError(`${name} does not compile`, 'no such header');
	},
});
const builds: BisectedBuilds = {
	of: 'crun',
	candidates: [candidate('1.20'), candidate('1.21')],
	runtime: {source: 'package', id: 'crun', runtime: 'crun'},
	criu: {source: 'package', id: 'criu'},
};
const project = {file: 'netlock.yaml', settings: ['--jobs 2']};

const bisected = (more: {project?: typeof project}) =>
	runBisection({images: ['debian-forky'], scenarios: [], locks: ['unset']}, builds, {
		engine: {dockerHost: undefined, home: '/nowhere', mirrors: new Map()},
		jobs: 1,
		repeat: 3,
		command: 'netlock bisect --builds ./cruns',
		folder: '/nowhere/bisection',
		signal: new AbortController().signal,
		memory: join('/nowhere', 'bisect.jsonl'),
		...more,
	});

test('a document has the settings of netlock.yaml, and no settings without the file', async t => {
	const document = await bisected({project});
	t.like(bisection.parse(document), {found: false, reason: 'unusable', command: 'netlock bisect --builds ./cruns'});
	t.deepEqual(bisection.parse(document).projectFile, project);
	t.regex(bisectionMarkdown(document), /^from `netlock\.yaml`: `--jobs 2`$/m);
	const without = await bisected({});
	t.false('projectFile' in without);
	t.notRegex(bisectionMarkdown(without), /netlock\.yaml/);
});
