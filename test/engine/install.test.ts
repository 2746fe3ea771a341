import test from 'ava';
import {type Host, planInstall} from '../../harness/engine/install.ts';

const host = (isRoot: boolean, ...programs: string[]): Host => ({isRoot, has: program => programs.includes(program)});

test('nothing is installed on a machine that has everything', t => {
	t.is(planInstall(host(true, 'apt-get', 'dockerd', 'mmdebstrap')), undefined);
});

test('a bare Debian gets an engine and the tool that bootstraps images, with the reason', t => {
	const install = planInstall(host(true, 'apt-get'));
	t.deepEqual(install?.packages, ['docker.io', 'mmdebstrap']);
	t.is(install?.obstacle, undefined);
	t.regex(install?.why ?? '', /no container engine.*mmdebstrap/);
});

test('only missing packages are installed', t => {
	t.deepEqual(planInstall(host(true, 'apt-get', 'dockerd'))?.packages, ['mmdebstrap']);
});

test('if netlock may not install, it names the obstacle and the exact commands', t => {
	t.is(planInstall(host(false, 'apt-get'))?.obstacle, 'it takes root');
	t.is(planInstall(host(true))?.obstacle, 'there is no apt-get here');
	t.deepEqual(planInstall(host(false, 'apt-get'))?.commands, [
		'apt-get update',
		'apt-get install --no-install-recommends docker.io mmdebstrap',
	]);
});
