// Capabilities and cgroups, from given /proc texts.
import test from 'ava';
import {boundingSet, capabilityChecks, readLimits} from '../../harness/doctor/capabilities.ts';
import {cgroupChecks} from '../../harness/doctor/cgroups.ts';
import {capabilities} from '../../harness/sandbox/privileges.ts';
import {filesOf} from '../fixtures/machine-files.ts';

const status = (mask: string, name = 'node') =>
	`Name:\t${name}\nCapEff:\t0000000000000000\nCapBnd:\t${mask}\nCapAmb:\t0\n`;
const all = status('000001ffffffffff');

test('bits of the bounding set have the names of linux/capability.h', t => {
	t.deepEqual([...(boundingSet(status('0000000000000001')) ?? [])], ['CHOWN']);
	t.deepEqual([...(boundingSet(status('0000000000201000')) ?? [])], ['NET_ADMIN', 'SYS_ADMIN']);
	t.deepEqual([...(boundingSet(status('0000010000000000')) ?? [])], ['CHECKPOINT_RESTORE']);
	t.is(boundingSet(all)?.size, 41);
	t.is(boundingSet('Name:\tnode\n'), undefined);
});

test('every capability that sandboxes get has a bit', t => {
	t.deepEqual(
		capabilities.filter(name => !boundingSet(all)?.has(name)),
		[],
	);
});

test('an engine without a needed capability is a gap that names it', t => {
	t.deepEqual(
		capabilityChecks({status: all, of: 'engine'}).map(({state}) => state),
		['ok'],
	);
	const [check] = capabilityChecks({status: status('000001ffffdfffff'), of: 'engine'});
	t.is(check?.state, 'gap');
	t.regex(check?.detail ?? '', /: SYS_ADMIN$/);
});

test('a capability that only netlock lacks is no gap: the engine may have it', t => {
	t.is(capabilityChecks({status: status('000001ffffdfffff'), of: 'netlock'})[0]?.state, 'note');
});

test('a missing CAP_SYS_RESOURCE is a note', t => {
	const checks = capabilityChecks({status: status('000001fffeffffff'), of: 'engine'});
	t.deepEqual(
		checks.map(({name, state}) => `${name}: ${state}`),
		['capabilities: ok', 'CAP_SYS_RESOURCE: note'],
	);
});

test('the limits are the engine’s own if its pid file leads to it', t => {
	const files = {'/proc/self/status': all, '/run/x/docker.pid': '42\n', '/proc/42/status': status('00', 'dockerd')};
	t.is(readLimits(filesOf(files), 'unix:///run/x/docker.sock').of, 'engine');
	t.is(readLimits(filesOf(files), undefined).status, all);
	t.deepEqual(readLimits(filesOf(files), 'tcp://192.0.2.1:2375'), {status: all, of: 'netlock'});
	const reused = {...files, '/proc/42/status': status('00', 'bash')};
	t.is(readLimits(filesOf(reused), 'unix:///run/x/docker.sock').of, 'netlock');
});

const mounts = {
	v1: 'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n',
	v2: 'cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n',
};
const filesystems = 'nodev\tcgroup\nnodev\tcgroup2\n';

for (const [layout, text] of Object.entries({...mounts, hybrid: mounts.v1 + mounts.v2})) {
	test(`cgroups with the layout ${layout} get that name, and are sufficient`, t => {
		const [check] = cgroupChecks(text, filesystems);
		t.is(check?.state, 'ok');
		t.regex(check?.detail ?? '', new RegExp(`^${layout}: `));
	});
}

test('a kernel without cgroup v2, or a machine without cgroups, is a gap', t => {
	t.is(cgroupChecks(mounts.v1, 'nodev\tcgroup\n')[0]?.state, 'gap');
	t.is(cgroupChecks('', filesystems)[0]?.state, 'gap');
});
