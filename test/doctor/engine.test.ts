// What doctor says about an engine that answers, can be started, or is not there.

import test from 'ava';
import {engineChecks} from '../../harness/doctor/engine.ts';
import type {EngineFacts} from '../../harness/doctor/engine-view.ts';
import {clientFor} from '../../harness/engine/client.ts';

const kernel = '6.12.0';
const facts: EngineFacts = {
	endpoint: 'unix:///run/x.sock',
	kind: 'found',
	product: 'Docker',
	version: '29.1.0',
	storageDriver: 'overlay2',
	rootless: false,
	cgroupDriver: 'systemd',
	cgroupVersion: '2',
	kernel,
	dataFolder: '/var/lib/docker',
};

const remarks = (changes: Partial<EngineFacts>) =>
	engineChecks({state: 'answers', facts: {...facts, ...changes}, docker: clientFor('unix:///no/engine.sock')}, kernel)
		.filter(({state}) => state !== 'ok')
		.map(({name, state}) => `${name}: ${state}`);

for (const [title, changes, expected] of [
	['a rootful engine of today', {}, []],
	['the oldest Docker that will do', {version: '20.10.24+dfsg1'}, []],
	['an older Docker', {version: '19.03.15'}, ['engine: gap']],
	['Podman, whose versions are its own', {product: 'Podman', version: '5.4.2'}, []],
	['a rootless engine', {rootless: true}, ['rootful: gap']],
	['an engine that copies every layer', {storageDriver: 'vfs'}, ['storage: note']],
	['an engine on another machine', {kernel: '5.14.0'}, ['other machine: note']],
] as const) {
	test(`${title}: ${expected.join() || 'nothing to remark'}`, t => {
		t.deepEqual(remarks(changes), [...expected]);
	});
}

test('an engine that can be started is as good as one that answers', t => {
	const [check] = engineChecks({state: 'startable', dockerd: '/usr/bin/dockerd', endpoint: 'unix:///x'}, kernel);
	t.is(check?.state, 'ok');
	t.regex(check?.detail ?? '', /can be started/);
});

test('if netlock may install an engine, the fix is to set up; if not, the commands to type', t => {
	const install = {
		packages: ['docker.io'],
		why: 'no engine',
		commands: ['apt-get update', 'apt-get install docker.io'],
	};
	const fix = (given: typeof install | undefined, obstacle?: string) =>
		engineChecks({state: 'absent', install: given && {...given, ...(obstacle && {obstacle})}}, kernel)[0]?.fix;
	t.is(fix(install), '`netlock setup`');
	t.regex(fix(install, 'it takes root') ?? '', /`apt-get update && apt-get install docker.io`/);
	t.is(fix(undefined), 'run netlock as root');
});

test('a DOCKER_HOST that does not answer is a gap', t => {
	t.is(engineChecks({state: 'silent', problem: 'DOCKER_HOST=x does not answer'}, kernel)[0]?.state, 'gap');
});
