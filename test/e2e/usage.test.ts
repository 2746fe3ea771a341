// Wrong usage exits with 2 and names the bad value and the valid ones. Nothing is built, and no cell runs.
import test from 'ava';
import {netlock} from './netlock.ts';

const refuses = test.macro(async (t, words: string[], expected: RegExp) => {
	const {exit, stderr} = await netlock(...words);
	t.is(exit, 2, stderr);
	t.regex(stderr, expected);
});

test(
	'an unknown lock is refused, and the error lists the locks',
	refuses,
	['run', '--lock', 'ebtables'],
	/--lock: there is no "ebtables"\nDid you mean .*\nValid: unset, iptables, nftables, skip/,
);
test(
	'an unknown image is refused; the error names the nearest one, and the command that lists all',
	refuses,
	['run', '--image', 'debian-forki'],
	/--image: there is no "debian-forki"\nDid you mean debian-forky\b.*\nThere are \d+ valid names: `netlock images list`/,
);
test(
	'an unknown scenario is refused; the error names the nearest one, the command that lists all, and the help',
	refuses,
	['list', '--scenario', 'tcp-lopback'],
	/"tcp-lopback"\nDid you mean tcp-loopback.*\nThere are \d+ .*`netlock list --scenarios`.*\nSee `netlock list --help`/,
);
test(
	'an unknown runtime is refused, and the error lists the runtimes',
	refuses,
	['run', '--runtime', 'youki'],
	/--runtime: there is no "youki"\nValid: crun, runc/,
);
test(
	'a missing binary is refused by name',
	refuses,
	['run', '--runtime', 'crun=/no/such/crun'],
	/cannot read \/no\/such\/crun: ENOENT/,
);
test(
	'a binary that cannot run in an image is refused with the reason',
	refuses,
	['run', '--image', 'debian-forky', '--runtime', 'crun=package.json'],
	/package\.json cannot run in debian-forky/,
);
test('zero jobs are refused', refuses, ['run', '--jobs', '0'], /--jobs: "0" is not a whole number from 1 to 999999/);
test('an unknown command is refused', refuses, ['frobnicate'], /unknown command 'frobnicate'/);
test('an unknown option is refused', refuses, ['run', '--frobnicate'], /unknown option '--frobnicate'/);
test('a shell in an unknown image is refused', refuses, ['shell', 'arch'], /there is no "arch"/);
test('a report of an unknown run is refused', refuses, ['report', 'no-such-run'], /there is no run "no-such-run"/);

test(
	'a selection without a cell that would run is refused, and the error says what would run',
	refuses,
	['run', '--image', 'debian-forky', '--scenario', 'explicit-is-honoured', '--lock', 'unset'],
	/nothing to run.*--lock unset\nexplicit-is-honoured takes iptables, nftables, skip/,
);
test(
	'a bisection without builds is refused',
	refuses,
	['bisect'],
	/bisect: no builds\nValid: one of --builds, --build, --git/,
);
test(
	'a bisection with builds of two kinds is refused',
	refuses,
	['bisect', '--builds', '.', '--git', '.', 'a..b'],
	/builds of two kinds/,
);
test('one build cannot be bisected', refuses, ['bisect', '--build', 'package'], /only one build\nGive two at least/);
test(
	'a range needs a tree',
	refuses,
	['bisect', '--git', 'a..b'],
	/--git a\.\.b: not a tree and a range\nValid: --git TREE/,
);
test(
	'the bisected part cannot be fixed for every build',
	refuses,
	['bisect', '--of', 'criu', '--criu', 'x', '--build', 'package'],
	/--criu x: the builds are of criu/,
);
test(
	'builds of an unknown project are refused',
	refuses,
	['bisect', '--of', 'youki'],
	/--of: there is no "youki"\nValid: crun, runc, criu/,
);
test(
	'a bisection without a cell that would run is refused with the reason',
	refuses,
	[
		'bisect',
		'--build',
		'package',
		'package',
		'--image',
		'debian-forky-bare',
		'--scenario',
		'explicit-is-honoured',
		'--lock',
		'iptables',
	],
	/nothing to run in the first build\n.*iptables/,
);
test('a validation without a patch or build is refused', refuses, ['validate'], /nothing to validate\nGive a patch/);
test(
	'builds of two runtimes are not validated against each other',
	refuses,
	['validate', '--before', 'runc=/bin/true', '--after', 'crun=/bin/true'],
	/--before and --after: runc and crun cannot be compared/,
);
test(
	'the validated part cannot be fixed for both sides',
	refuses,
	['validate', 'test/known-bad/patches/criu/leaves-a-chain.patch', '--criu', '/bin/true'],
	/--criu \/bin\/true: the two builds of criu are what is compared/,
);
