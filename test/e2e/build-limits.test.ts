// A build ends at its limits of time, processes, memory, files and output, and at an interrupt.
import test from 'ava';
import {LimitExceeded} from '../../harness/builds/errors.ts';
import type {ConfinedLimits} from '../../harness/engine/confined-command.ts';
import type {Step} from '../../harness/model/step.ts';
import {inMakefile} from '../fixtures/patch.ts';
import {type WatchedBuilds, watchBuilds} from './watched-builds.ts';

let builds: WatchedBuilds;

test.before('the builder', async t => {
	t.timeout(900_000);
	builds = await watchBuilds();
});

test.after.always(() => builds?.end());

const mebibyte = 2 ** 20;

const limited: [string, string, Partial<ConfinedLimits>, keyof ConfinedLimits, RegExp][] = [
	['never ends', 'while :; do :; done', {time: 5}, 'time', /took more than 5 s$/],
	[
		'ignores being asked to end',
		"trap '' TERM INT HUP; while :; do sleep 1; done",
		{time: 5},
		'time',
		/more than 5 s$/,
	],
	['forks without end', 'b() { b | b & b; }; b', {processes: 64, time: 20}, 'processes', /more than 64 processes$/],
	['talks without end', 'yes', {log: mebibyte}, 'log', /more than 1 MiB of messages$/],
	['talks without a line’s end', "yes | tr -d '\\n'", {log: mebibyte}, 'log', /more than 1 MiB of messages$/],
	['takes memory without end', 'tail /dev/zero', {memory: 256 * mebibyte}, 'memory', /more than 256 MiB of memory$/],
	['fills its folder', 'cat /dev/zero > /build/x', {disk: 128 * mebibyte}, 'disk', /more than 128 MiB of files$/],
	['fills /tmp', 'cat /dev/zero > /tmp/x', {disk: 128 * mebibyte}, 'disk', /more than 128 MiB of files$/],
	['fills memory with files', 'cat /dev/zero > /build/x', {memory: 256 * mebibyte}, 'memory', /256 MiB of memory$/],
	['gives without end', 'cat /dev/zero >&3', {output: 8 * mebibyte}, 'output', /more than 8 MiB of output$/],
];

for (const [what, command, limits, limit, said] of limited) {
	test(`a build ends at its limit: one that ${what}`, async t => {
		const started = performance.now();
		const error = await builds.fail(t, [inMakefile(command)], {limits: {time: 60, ...limits}});
		t.true(error instanceof LimitExceeded, `${error}`);
		t.is((error as LimitExceeded).limit, limit);
		t.regex(error.shortMessage, said);
		t.true(performance.now() - started < 30_000);
	});
}

test('an interrupted build ends at once', async t => {
	const stop = new AbortController();
	const reason = new Error('interrupted');
	let running: string[] = [];
	const onStep = (step: Step): void => {
		if (step.kind !== 'output' || !step.line.includes('this is it')) return;
		running = builds.processes();
		stop.abort(reason);
	};
	const started = performance.now();
	const error = await builds.fail(t, [inMakefile('echo this is it; sleep 1000')], {onStep, signal: stop.signal});
	t.is(error as unknown, reason);
	t.true(running.length > 0, 'processes of a build are seen while it runs');
	t.true(performance.now() - started < 15_000);
});
