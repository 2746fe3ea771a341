// The cgroup above all sandboxes, in folders with each layout.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {parentCgroupChecks} from '../../harness/doctor/parent-cgroup.ts';
import {limitParent, limitsOfParent, parentCgroup, parentLimits} from '../../harness/engine/parent-cgroup.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {folderWith} from '../fixtures/folder.ts';

const limits = {memory: 3 * 2 ** 30, processes: 8192};

test('in cgroup v1 each controller has its limit', async t => {
	const root = await folderWith(t, {});
	for (const each of ['memory', 'pids']) mkdirSync(join(root, each));
	t.is(limitsOfParent(root), undefined);
	limitParent(root, limits);
	t.is(readFileSync(join(root, 'memory/netlock/memory.limit_in_bytes'), 'utf8'), String(limits.memory));
	t.is(readFileSync(join(root, 'pids/netlock/pids.max'), 'utf8'), '8192');
	t.deepEqual(limitsOfParent(root), limits);
});

test('in cgroup v2 the controllers are delegated first', async t => {
	const root = await folderWith(t, {'cgroup.controllers': 'memory pids\n', 'cgroup.subtree_control': ''});
	limitParent(root, limits);
	t.is(readFileSync(join(root, 'cgroup.subtree_control'), 'utf8'), '+memory +pids');
	t.is(readFileSync(join(root, 'netlock/memory.max'), 'utf8'), String(limits.memory));
	t.deepEqual(limitsOfParent(root), limits);
});

test('a cgroup without a limit limits nothing', async t => {
	const root = await folderWith(t, {
		'cgroup.controllers': '',
		'netlock/memory.max': 'max\n',
		'netlock/pids.max': 'max\n',
	});
	t.is(limitsOfParent(root), undefined);
	const old = await folderWith(t, {
		'memory/netlock/memory.limit_in_bytes': '9223372036854771712\n',
		'pids/netlock/pids.max': '10\n',
	});
	t.is(limitsOfParent(old), undefined);
	writeFileSync(join(old, 'memory/netlock/memory.limit_in_bytes'), '1000\n');
	t.deepEqual(limitsOfParent(old), {memory: 1000, processes: 10});
});

test('a quarter of the machine’s memory is left to it', t => t.is(parentLimits(8000).memory, 6000));

test('netlock gives no parent to an engine that leaves cgroups to systemd', async t => {
	const {docker} = await dockerd(t, {'GET /info': {json: {CgroupDriver: 'systemd'}}});
	t.is(await parentCgroup(docker), undefined);
});

test('doctor shows the limits', t => {
	t.like(parentCgroupChecks(limits), [{state: 'ok', detail: 'all together 3072 MiB of memory and 8192 processes'}]);
	t.like(parentCgroupChecks(undefined), [{state: 'note'}]);
});
