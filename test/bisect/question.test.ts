// The question of a bisection, from the command line: one way to name the builds, and the part that all of them share.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dirSync} from 'tmp-promise';
import {buildsToBisect, type Request} from '../../harness/bisect/question.ts';
import {UsageError} from '../../harness/model/usage-error.ts';

const {name: folder} = dirSync({unsafeCleanup: true, prefix: 'netlock-question-'});
const builds = join(folder, 'builds');
mkdirSync(builds);
for (const name of ['crun-1.10', 'crun-1.9'])
	writeFileSync(join(builds, name), `#!/bin/sh\n# ${name}\n`, {mode: 0o755});
writeFileSync(join(builds, 'README'), 'text');

const ask = async (request: Request) => {
	const notes: string[] = [];
	const answer = await buildsToBisect(request, folder, text => notes.push(text));
	return {...answer, notes};
};

test('builds of a folder, oldest first; other files are named', async t => {
	const {candidates, runtime, criu, notes} = await ask({of: 'crun', builds});
	t.deepEqual(
		candidates.map(({name}) => name),
		['crun-1.9', 'crun-1.10'],
	);
	t.like([runtime, criu], [{id: 'crun'}, {source: 'package'}]);
	t.regex(notes[0] ?? '', /^left out of \S+, as they are no builds of crun: README$/);
	t.is(notes[1], '2 builds of crun, oldest first: crun-1.9 … crun-1.10');
});

test('builds of CRIU run with the named runtime', async t => {
	const {runtime, candidates} = await ask({of: 'criu', build: ['package', 'package'], runtime: 'runc'});
	t.is(runtime.id, 'runc');
	t.is(candidates.length, 2);
});

const refuses = test.macro(async (t, request: Request, problem: RegExp, hint: RegExp) => {
	const error = await t.throwsAsync(ask(request), {instanceOf: UsageError});
	t.regex(error?.shortMessage ?? '', problem);
	t.regex(error?.message ?? '', hint);
});

test('no builds', refuses, {of: 'crun'}, /no builds$/, /one of --builds, --build, --git/);
test('builds of two kinds', refuses, {of: 'crun', builds, git: ['.', 'a..b']}, /builds of two kinds$/, /Valid/);
test('a range without a tree', refuses, {of: 'crun', git: ['a..b']}, /not a tree and a range$/, /TREE GOOD\.\.BAD/);
test('a runtime for builds of crun', refuses, {of: 'crun', runtime: 'crun', builds}, /builds are of crun$/, /--builds/);
test('a CRIU for builds of CRIU', refuses, {of: 'criu', criu: 'package', builds}, /builds are of criu$/, /--builds/);
