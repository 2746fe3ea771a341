// Every part that decides is named for both sides, by version and digest.
import test from 'ava';
import type {ImageFacts} from '../../harness/model/facts.ts';
import {decidingParts} from '../../harness/validate/deciding-parts.ts';
import {facts} from '../fixtures/plan.ts';

const image = 'debian-trixie';
const digest = (letter: string): string => letter.repeat(64);
const measured: ImageFacts = {
	...facts,
	packages: {libcriu2: '4.1.1-1'},
	criu: {...facts.criu, digest: digest('c'), libcriu: digest('1')},
};
const images = [{id: image, title: image, state: 'ready' as const, facts: measured}];
const crun = {runtime: 'crun', source: 'package', versions: {[image]: 'crun version 1.21'}} as const;

test('a CRIU with its own libcriu differs in both; another one uses the package’s', t => {
	const criuOf = (name: string, libcriu: string) => ({
		source: 'tree' as const,
		versions: {},
		facts: {[image]: {...measured.criu, version: '4.0', digest: digest(name), libcriu: digest(libcriu)}},
	});
	const builds = [
		{...crun, id: 'crun+criu@before', criu: criuOf('b', '1')},
		{...crun, id: 'crun+criu@after', criu: criuOf('d', '2')},
	];
	t.deepEqual(decidingParts({images, builds}, ['crun+criu@after']), [
		'debian-trixie, without: crun 1.21 (sha256 a), CRIU 4.0 (sha256 bbbbbbbbbbbb), libcriu 4.1.1-1 (sha256 111111111111)',
		'debian-trixie, with: crun 1.21 (sha256 a), CRIU 4.0 (sha256 dddddddddddd), libcriu 4.0 (sha256 222222222222)',
	]);
});

test('a patched runtime is named by the compiled binary', t => {
	const made = {[image]: {digest: digest('e')}};
	const builds = [{...crun, id: 'crun@after', source: 'source package' as const, made}];
	t.regex(
		decidingParts({images, builds}, ['crun@after'])[0] ?? '',
		/with: crun 1\.21 \(sha256 eeeeeeeeeeee\), CRIU 4\.1\.1/,
	);
});

test('a libcriu of the column replaces the image’s', t => {
	const libcriu = {source: 'image' as const, versions: {[image]: '3.17.1'}, made: {[image]: {digest: digest('9')}}};
	const builds = [{...crun, id: 'crun+libcriu@debian-bookworm', libcriu}];
	t.regex(decidingParts({images, builds}, [])[0] ?? '', /libcriu 3\.17\.1 \(sha256 999999999999\)$/);
});
