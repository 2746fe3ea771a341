// Machine, memory and disk, from given texts and numbers.
import test from 'ava';
import {diskCheck, freeAt} from '../../harness/doctor/disk.ts';
import {type Machine, machineChecks, memoryField} from '../../harness/doctor/machine.ts';
import {folderWith} from '../fixtures/folder.ts';

const machine: Machine = {
	node: '24.21.0',
	wantedNode: '^22.22 || ^24.12 || >=26',
	user: 0,
	host: {kernel: '6.12.0', arch: 'x64', os: 'Debian GNU/Linux 13 (trixie)', cgroups: 'v2', cpus: 1},
	meminfo: 'MemTotal:       16000000 kB\nMemAvailable:    8388608 kB\n',
};

const check = (name: string, changes: Partial<Machine> = {}) =>
	machineChecks({...machine, ...changes}).find(each => each.name === name);

test('a Node that cannot run netlock is a gap, one that can is not', t => {
	t.is(check('Node', {node: '24.11.9'})?.state, 'gap');
	t.is(check('Node', {node: '22.22.0'})?.state, 'ok');
});

test('the note for a user without root says what does not work', t => {
	t.is(check('user')?.state, 'ok');
	t.like(check('user', {user: 1000}), {state: 'note'});
});

test('memory is read in kibibytes', t => {
	t.is(memoryField(machine.meminfo, 'MemAvailable'), 8 * 2 ** 30);
	t.is(memoryField(machine.meminfo, 'MemAvail'), undefined);
	t.is(check('memory')?.detail, '8.0 GiB available, 1 processor');
});

test('little memory is a note with a smaller --jobs, and unknown memory is unknown', t => {
	const little = check('memory', {meminfo: 'MemAvailable: 500000 kB\n'});
	t.is(little?.state, 'note');
	t.regex(little?.fix ?? '', /--jobs/);
	t.regex(check('memory', {meminfo: ''})?.detail ?? '', /cannot tell/);
});

const gib = 2 ** 30;
const room = {folder: '/var/lib/netlock', own: true, needed: true};

test('too little disk space is a gap only while images must still be built', t => {
	t.is(diskCheck({...room, free: 5 * gib}).state, 'ok');
	t.is(diskCheck({...room, free: 5 * gib - 1}).state, 'gap');
	t.is(diskCheck({...room, free: 1 * gib, needed: false}).state, 'note');
});

test('unknown disk space does not count as none', t => {
	t.is(diskCheck({...room, free: undefined}).state, 'note');
});

test('the space of a missing folder is that of its nearest parent', async t => {
	const folder = await folderWith(t, {});
	t.is(typeof freeAt(folder), 'number');
	t.is(typeof freeAt(`${folder}/a/b/c`), 'number');
});
