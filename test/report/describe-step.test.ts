import test from 'ava';
import type {Step} from '../../harness/model/step.ts';
import {describeStep} from '../../harness/report/describe-step.ts';

const drift = {what: "CRIU's default lock", expected: 'iptables', measured: 'nftables'};

/** Each kind once: the compiler demands a new kind here. */
const words: {[Kind in Step['kind']]: [Extract<Step, {kind: Kind}>, string]} = {
	base: [{kind: 'base', name: 'quay.io/centos/centos:stream10'}, 'base quay.io/centos/centos:stream10'],
	tools: [{kind: 'tools'}, 'waits for the image of tools'],
	build: [{kind: 'build'}, 'build'],
	measure: [{kind: 'measure'}, 'measure what it holds'],
	'try again': [{kind: 'try again', problem: 'it hung up'}, 'it hung up; trying again'],
	drift: [
		{kind: 'drift', drift},
		"is not as expected: CRIU's default lock: nftables, where image.yaml expects iptables",
	],
	'recorded otherwise': [
		{kind: 'recorded otherwise', recorded: 'nftables', held: 'iptables'},
		'CRIU records nftables where the kernel has iptables, by default: its record cannot be trusted',
	],
	'images ready': [{kind: 'images ready', ready: 3, built: 1}, '3 ready, 1 of them built or measured now'],
	'images unavailable': [
		{kind: 'images unavailable', images: ['a', 'b'], reason: 'quay.io does not answer'},
		'unavailable: a, b: quay.io does not answer',
	],
	engine: [{kind: 'engine', endpoint: 'unix:///s'}, 'starting a private one at unix:///s'],
	'known issue expired': [
		{kind: 'known issue expired', expires: '2026-01-01', bug: 'https://bug'},
		'expired on 2026-01-01 and counts no longer: look at https://bug, then renew or remove it',
	],
	'known issue matches nothing': [
		{kind: 'known issue matches nothing', key: 'scenario', glob: 'tcp-vet', near: 'tcp-veth'},
		'there is no scenario "tcp-vet", which it matches by; did you mean tcp-veth?',
	],
	builder: [{kind: 'builder', project: 'criu'}, 'make a builder for criu'],
	compile: [{kind: 'compile', project: 'crun', isPatched: true}, 'compile crun, patched'],
	'compile again': [
		{kind: 'compile again', project: 'crun', exit: 137},
		'compile crun again: the build was ended from outside (137)',
	],
	fetch: [{kind: 'fetch', project: 'crun', from: 'copr:a/b'}, 'fetch crun from copr:a/b'],
	save: [{kind: 'save', images: 2}, 'saving 2 images'],
	load: [{kind: 'load'}, 'verifying and loading'],
	push: [{kind: 'push', to: 'ghcr.io/me'}, 'push to ghcr.io/me'],
	cells: [{kind: 'cells', done: 3, total: 7}, '3 of 7 cells'],
	output: [{kind: 'output', line: 'make: leaving'}, 'make: leaving'],
};

for (const [kind, [step, expected]] of Object.entries(words)) {
	test(`the step "${kind}" in words`, t => {
		t.is(describeStep(step), expected);
	});
}

test('the words differ for no build, for unchanged sources, and before the first cell', t => {
	t.is(describeStep({kind: 'images ready', ready: 3, built: 0}), '3 ready, nothing to build');
	t.is(describeStep({kind: 'compile', project: 'crun', isPatched: false}), 'compile crun');
	t.is(describeStep({kind: 'cells', done: 0, total: 7}), 'a round of 7 cells');
});
