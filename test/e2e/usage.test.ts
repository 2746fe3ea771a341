// Wrong usage: exit code 2, the bad value and the valid ones; nothing is built or run.
import test from 'ava';
import {netlock} from './netlock.ts';

const refuses = test.macro(async (t, words: string[], expected: RegExp) => {
	const {exit, stderr} = await netlock(...words);
	t.is(exit, 2, stderr);
	t.regex(stderr, expected);
});

test(
	'an unknown lock is refused, and the locks are named',
	refuses,
	['run', '--lock', 'ebtables'],
	/--lock: there is no "ebtables"\nDid you mean .*\nValid: unset, iptables, nftables, skip/,
);
test(
	'an unknown image is refused, and the one that was meant is named, and how to list all',
	refuses,
	['run', '--image', 'debian-forki'],
	/--image: there is no "debian-forki"\nDid you mean debian-forky\b.*\nThere are \d+ valid names: `netlock images list`/,
);
test(
	'an unknown scenario is refused, and the one that was meant is named, how to list all, and the help of the command',
	refuses,
	['list', '--scenario', 'tcp-lopback'],
	/"tcp-lopback"\nDid you mean tcp-loopback.*\nThere are \d+ .*`netlock list --scenarios`.*\nSee `netlock list --help`/,
);
test(
	'an unknown runtime is refused, and the runtimes are named',
	refuses,
	['run', '--runtime', 'youki'],
	/--runtime: there is no "youki"\nValid: crun, runc/,
);
test(
	'a binary that is not there is refused by name',
	refuses,
	['run', '--runtime', 'crun=/no/such/crun'],
	/cannot read \/no\/such\/crun: ENOENT/,
);
test(
	'a binary that cannot run in an image is refused, saying why',
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
	'a selection in which nothing would run is refused, and what would is named',
	refuses,
	['run', '--image', 'debian-forky', '--scenario', 'explicit-is-honoured', '--lock', 'unset'],
	/nothing to run.*--lock unset\nexplicit-is-honoured takes iptables, nftables, skip/,
);
test(
	'a bisection of no builds is refused',
	refuses,
	['bisect'],
	/bisect: no builds\nValid: one of --builds, --build, --git/,
);
test(
	'a bisection of builds of two kinds is refused',
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
	'what is bisected cannot be the same with every build',
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
	'a bisection in which nothing would run is refused, saying why',
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
test('a validation of nothing is refused', refuses, ['validate'], /nothing to validate\nGive a patch/);
test(
	'builds of two runtimes are not validated against each other',
	refuses,
	['validate', '--before', 'runc=/bin/true', '--after', 'crun=/bin/true'],
	/--before and --after: runc and crun cannot be compared/,
);
test(
	'what is validated cannot be the same on both sides',
	refuses,
	['validate', 'test/known-bad/patches/criu/leaves-a-chain.patch', '--criu', '/bin/true'],
	/--criu \/bin\/true: the two builds of criu are what is compared/,
);
