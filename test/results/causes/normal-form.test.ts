// Differences from run to run are no part of a cause.
import test from 'ava';
import {normalForm} from '../../../harness/results/causes/normal-form.ts';

const same = test.macro({
	exec(t, a: string, b: string, form: string) {
		t.is(normalForm(a), form);
		t.is(normalForm(b), form);
	},
	title: (what = '') => `the same except ${what}`,
});

test(
	'table names',
	same,
	'left: table inet CRIU-15bfca81-e563-4682-92',
	'left: table inet CRIU-76',
	'left: table inet CRIU-ID',
);
test('container ids', same, `delete ${'ab01'.repeat(16)}`, `delete ${'9c'.repeat(32)}`, 'delete ID');
test('addresses', same, 'to 192.0.2.2:7999 and 2001:db8::2', 'to 127.0.0.1 and ::1', 'to ADDRESS and ADDRESS');
test('sizes and times', same, '17408 of 22016 bytes in 3.5 s', '1 of 2 bytes in 30 s', 'N of N bytes in N s');
test('paths', same, 'see /cell/criu/dump.log', 'see /run/x/y.log', 'see PATH');
test(
	'lines of CRIU',
	same,
	'(00.1) Error (criu/net.c:3256): net: bad',
	'(10.20) Error (criu/net.c:1): net: bad',
	'net: bad',
);
test(
	'process ids',
	same,
	'Dump files (pid: 44) failed with -1',
	'Dump files (pid: 1044) failed with -1',
	'Dump files (pid: N) failed with N',
);

test('differences between failures stay', t => {
	t.is(normalForm('crun exits 139, field 64, exit status 1'), 'crun exits N, field 64, exit status 1');
	t.is(normalForm('table ip6 filter, IPv6, nf_tables'), 'table ip6 filter, IPv6, nf_tables');
	t.is(normalForm('deadbeef is a word, added as well'), 'deadbeef is a word, added as well');
});
