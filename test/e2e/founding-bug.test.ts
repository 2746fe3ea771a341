// netlock catches the bug that is the reason for it: containers/crun#1627, in a real crun.
import test from 'ava';
import {staticBuilds} from '../known-bad/static/builds.ts';
import {netlockRun, type Run} from './netlock.ts';

const images = ['debian-forky', 'debian-forky-bare', 'debian-forky-nftables', 'debian-trixie'];
let bad: Run;
let control: Run;

test.before('run both builds', async t => {
	t.timeout(900_000);
	const builds = await staticBuilds();
	bad = await netlockRun('--runtime', `crun=known-bad@${builds.forcesIptables}`, '--lock', 'unset', '--core');
	const unset = ['--core', '--lock', 'unset', '--scenario', 'unset-*'];
	control = await netlockRun('--runtime', `crun=control@${builds.control}`, ...unset);
});

test('a run fails with a crun that forces iptables when no lock was asked for', t => {
	t.is(bad.exit, 1, bad.stderr);
	t.regex(bad.stdout, /^Causes\nX crun sends `iptables` where nothing is asked\n {2}crun: 14 cells\n/m);
	t.is(bad.results.causes?.length, 1);
});

for (const image of images) {
	test(`the forced lock fails the request layer on ${image}`, t => {
		const cell = bad.results.cells.find(({id}) => id === `${image}/crun@known-bad/unset/unset-leaves-choice`);
		t.like(cell, {outcome: 'fail', layer: 'request', unexpected: true});
		t.is(cell?.evidence?.operations[0]?.request, 'iptables');
	});
}

test('in an image with iptables the dump succeeds, and each cell fails on the request layer', t => {
	for (const scenario of ['unset-leaves-choice', 'tcp-veth']) {
		const cell = bad.results.cells.find(({id}) => id === `debian-forky/crun@known-bad/unset/${scenario}`);
		t.like(cell, {outcome: 'fail', layer: 'request'});
		t.regex(cell?.reason ?? '', /^nothing was asked of checkpoint, but crun sent network_lock = iptables \(field 64\)/);
		t.deepEqual(
			cell?.evidence?.operations.map(({operation, exit}) => [operation, exit]),
			[['checkpoint', 0]],
		);
	}
});

test('on the twin of CentOS Stream 10 the checkpoint itself fails', t => {
	const cell = bad.results.cells.find(
		({id}) => id === 'debian-forky-nftables/crun@known-bad/unset/unset-leaves-choice',
	);
	const [checkpoint] = cell?.evidence?.operations ?? [];
	t.is(checkpoint?.exit, 1);
	t.true(
		checkpoint?.cause?.some(line => line.includes('execvp("iptables-restore", ...) failed')),
		checkpoint?.cause?.join('\n'),
	);
});

test('a failing cell saves the request, CRIU’s log and the commands', t => {
	const cell = bad.results.cells.find(
		({id}) => id === 'debian-forky-nftables/crun@known-bad/unset/unset-leaves-choice',
	);
	const files = cell?.files?.join('\n') ?? '';
	t.regex(files, /requests\/.*\.bin/);
	t.regex(files, /dump\.log/);
	t.regex(files, /commands\.sh/);
	t.regex(cell?.reproduce ?? '', /netlock shell debian-forky-nftables --runtime crun=/);
});

test('the same crun without the defect passes', t => {
	t.is(control.exit, 0, control.stdout);
	const requests = control.results.cells.map(({evidence}) => evidence?.operations[0]?.request);
	t.deepEqual(
		requests,
		images.map(() => 'absent'),
	);
});
