// The refusals of each command: they name the value and the help to read, and exit with 2.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dirSync} from 'tmp-promise';
import {sampleResults} from '../fixtures/results.ts';
import {refusal} from './command-line.ts';

// A mistyped value is refused before any request to an engine.
process.env.DOCKER_HOST = 'unix:///no/such.sock';

const {name: folder} = dirSync({unsafeCleanup: true, prefix: 'netlock-refusals-'});
const run = join(folder, 'run');
mkdirSync(run);
writeFileSync(join(run, 'results.json'), JSON.stringify(sampleResults()));

for (const [words, problem, help] of [
	[['run', '--runtime', 'youki'], '--runtime: there is no "youki"', 'netlock run'],
	[['list', '--scenarios', '--scenario', 'tcp-lopback'], 'Did you mean tcp-loopback?', 'netlock list'],
	[['shell', 'debian-forki'], 'Did you mean debian-forky', 'netlock shell'],
	[['shell', 'debian-forky', '--lock', 'nft'], 'Did you mean nftables?', 'netlock shell'],
	[['shell', 'debian-forky', '--libcriu', 'image:debian-boookworm'], 'Did you mean debian-bookworm', 'netlock shell'],
	[['list', '--libcriu', 'image:debian-boookworm'], 'Did you mean debian-bookworm', 'netlock list'],
	[['run', '--libcriu', 'image:debian-boookworm'], 'Did you mean debian-bookworm', 'netlock run'],
	[['run', '--runtime', 'podman'], 'with --podman BUILD', 'netlock run'],
	[['run', '--retry', '-1'], '--retry: "-1" is not a whole number from 0 to 999999', 'netlock run'],
	[['run', '--retry', '0', '--image', 'debian-forki'], 'Did you mean debian-forky', 'netlock run'],
	[['run', '--format', 'junt'], 'Valid: html, markdown, cross-restore', 'netlock run'],
	[['images', 'list', 'debian-forki'], 'images list: there is no "debian-forki"', 'netlock images list'],
	[['history', 'lits'], 'Did you mean list?', 'netlock history list'],
	[['report', 'lates'], 'Did you mean latest?', 'netlock report'],
	[['report', 'no-such-run'], 'there is no run "no-such-run"', 'netlock report'],
	[['compare', run, run, '--map', 'crun'], '--map crun: not a pair', 'netlock compare'],
	[['compare', run, run, '--map', 'crun=nope'], 'there is no "nope"', 'netlock compare'],
	[['validate'], 'nothing to validate', 'netlock validate'],
	[['bisect'], 'bisect: no builds', 'netlock bisect'],
	[['bisect', '--out', run], 'it has an earlier run', 'netlock bisect'],
	[['run', '--out', run], 'it has an earlier run', 'netlock run'],
	[['images', 'build', 'nope'], 'images build: there is no "nope"', 'netlock images build'],
	[['images', 'load', 'nope.tar'], 'images load nope.tar: there is no such file', 'netlock images load'],
	[['images', 'push', 'nope'], 'images push nope: not a registry', 'netlock images push'],
] as const) {
	test(`netlock ${words.map(word => (word === run ? 'RUN' : word)).join(' ')} exits with 2`, async t => {
		const {exit, stderr} = await refusal(...words);
		t.is(exit, 2, stderr);
		t.true(stderr.includes(problem), stderr);
		t.true(stderr.endsWith(`See \`${help} --help\`.`), stderr);
	});
}
