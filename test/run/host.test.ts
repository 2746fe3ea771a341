// The recorded facts of the machine.
import test from 'ava';
import {cgroupLayout, hostFacts} from '../../harness/run/host.ts';

const v1 = 'none /sys/fs/cgroup/memory cgroup rw,nosuid,nodev,noexec,relatime,memory 0 0';
const v2 = 'none /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime,nsdelegate 0 0';
const rest = 'proc /proc proc rw,relatime 0 0\ncgroup /sys/fs/cgroup tmpfs rw,relatime 0 0\n';

test('a cgroup layout follows from the types of the mounts, not from their names', t => {
	t.is(cgroupLayout(rest), 'none');
	t.is(cgroupLayout(`${rest}${v2}\n`), 'v2');
	t.is(cgroupLayout(`${rest}${v1}\n`), 'v1');
	t.is(cgroupLayout(`${rest}${v1}\n${v2.replace('/cgroup ', '/cgroup/hugetlb ')}\n`), 'hybrid');
	t.is(cgroupLayout(''), 'none');
});

const facts = (release: string) =>
	hostFacts('6.18.44', path => (path === '/etc/os-release' ? release : `${rest}${v2}\n`));

test('the system’s own name is read, quoted or not', t => {
	t.is(facts('NAME="Debian GNU/Linux"\nPRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n').os, 'Debian GNU/Linux 12');
	t.is(facts('PRETTY_NAME=Alpine\n').os, 'Alpine');
	t.is(facts('ID=debian\n').os, 'unknown');
});

test('kernel, architecture and processors are recorded', t => {
	const {kernel, arch, cgroups, cpus} = facts('');
	t.deepEqual({kernel, arch, cgroups}, {kernel: '6.18.44', arch: process.arch, cgroups: 'v2'});
	t.true(cpus >= 1);
});
