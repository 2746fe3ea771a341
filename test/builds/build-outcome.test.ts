// Why a build failed: a defect of the source and other reasons give different errors.
import test from 'ava';
import {check} from '../../harness/builds/build-outcome.ts';
import {BuildError, BuildFailed, EndedFromOutside, LimitExceeded} from '../../harness/builds/errors.ts';
import type {ConfinedLimits} from '../../harness/engine/confined-command.ts';

const limits: ConfinedLimits = {time: 1, memory: 1, disk: 1, processes: 1, log: 1, output: 1};
const ended = {exit: 2, endedFromOutside: false, output: Buffer.alloc(0), log: '', duration: 1};
const what = 'the build of crun in debian-trixie';

test('the error of a build that was ended from outside says so, and nothing about the source', t => {
	const log = 'src/a.c:1:1: error: no\n';
	const outcome = {...ended, exit: 137, endedFromOutside: true, log};
	const error = t.throws(() => check(what, outcome, limits, []), {instanceOf: EndedFromOutside});
	t.is(error.shortMessage, `${what} was ended from outside (137), twice`);
	t.false(error instanceof BuildError, 'bisect passes over commits whose build is one');
});

test('a package that the distro lacks is named as the cause of the errors that follow', t => {
	const missing =
		'configure: error: Package requirements (yajl >= 2.0.0) were not met:\nnetlock: the distro has no libyajl-dev\n';
	t.throws(() => check(what, {...ended, log: missing}, limits, []), {
		instanceOf: BuildFailed,
		message: /not met: \(the builder lacks libyajl-dev, which the distro does not have\)/,
	});
	const wrong = 'src/a.c:1:1: error: no\nnetlock: the distro has no libyajl-dev\n';
	const error = t.throws(() => check(what, {...ended, log: wrong}, limits, []), {instanceOf: BuildFailed});
	t.is(error.shortMessage, `${what} failed: src/a.c:1:1: error: no`);
});

test('the error of a build without processes says so, also with a log of many megabytes', t => {
	t.timeout(20_000);
	const lines = `${'fork'.repeat(1024)}\n`.repeat(2048);
	const log = `${lines}sh: fork: retry: Resource temporarily unavailable\n`;
	t.throws(() => check(what, {...ended, log}, limits, []), {instanceOf: LimitExceeded, message: /processes/});
});
