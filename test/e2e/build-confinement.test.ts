// A build has no privilege and no network, writes to its own folder only, and does not reach the terminal.
import test from 'ava';
import {BuildFailed} from '../../harness/builds/errors.ts';
import type {Step} from '../../harness/model/step.ts';
import {inMakefile} from '../fixtures/patch.ts';
import {type WatchedBuilds, watchBuilds} from './watched-builds.ts';

let builds: WatchedBuilds;

test.before('the builder', async t => {
	t.timeout(900_000);
	builds = await watchBuilds();
});

test.after.always(() => builds?.end());

const failing: [string, string, RegExp][] = [
	['writes to /etc', 'touch /etc/x', /failed: touch: cannot touch '\/etc\/x': Read-only file system$/],
	['writes to a home', 'touch /home/x', /failed: touch: cannot touch '\/home\/x': Read-only file system$/],
	['writes to root’s home', 'touch /root/x', /failed: touch: cannot touch '\/root\/x': Permission denied$/],
	['changes what builds it', 'rm /opt/netlock/builder/build', /failed: rm: cannot remove .*: Read-only file system$/],
	['changes the kernel', 'echo 1 > /proc/sys/kernel/hostname', /failed: .*: Read-only file system$/],
	[
		'mounts',
		'unshare --user --map-root-user mount -t tmpfs x /etc',
		/failed: unshare: unshare failed: Operation not permitted$/,
	],
	['asks for a name', 'getent hosts example.org || { echo nobody there >&2; false; }', /failed: nobody there$/],
	[
		'opens a connection',
		'python3 -c "import socket; socket.create_connection((\'192.0.2.1\', 80), 5)"',
		/failed: OSError: \[Errno 101\] Network is unreachable$/,
	],
	['gives no archive', 'head -c 100000 /dev/urandom >&3', /ended well, but gave no whole archive: Invalid tar header/],
	[
		'leaves a symbolic link in the place of the binary',
		"setsid sh -c 'until [ -L /build/out/crun ]; do [ ! -s /build/out/crun ] || ln -sf /etc/passwd /build/out/crun; done' >&2 &",
		/ended well, but made no crun$/,
	],
];

for (const [what, command, said] of failing) {
	test(`a build fails, and its source is to blame: one that ${what}`, async t => {
		const error = await builds.fail(t, [inMakefile(command)]);
		t.true(error instanceof BuildFailed, `${error}`);
		t.regex(error.shortMessage, said);
	});
}

test('a build has no privilege, and sees nothing of this machine', async t => {
	const lines: string[] = [];
	const onStep = (step: Step): void => void (step.kind === 'output' && lines.push(step.line));
	const command = 'cat /proc/self/status /proc/self/mountinfo; env; false';
	await builds.fail(t, [inMakefile(command)], {onStep});
	const said = lines.join('\n');
	for (const each of [/^Uid:\t2000\t2000\t2000\t2000$/m, /^CapBnd:\t0{16}$/m, /^NoNewPrivs:\t1$/m, /^Seccomp:\t2$/m]) {
		t.regex(said, each);
	}
	t.notRegex(said, new RegExp(builds.work), 'no folder of this machine is mounted');
	const mounted = lines.flatMap(line => / (\/\S*) rw,.* - (\S+) /.exec(line)?.slice(1, 3).join(' ') ?? []);
	const written = mounted.filter(each => !/^\/(?:proc|sys|dev\/(?:pts|mqueue))/.test(each));
	t.deepEqual(written.sort(), ['/build tmpfs', '/dev tmpfs', '/dev/shm tmpfs', '/tmp tmpfs']);
});

test('the output of a build cannot move the cursor, set a title, or colour later lines', async t => {
	const lines: string[] = [];
	const command = "printf 'a\\033[31mb\\033]0;title\\007c\\010d\\r\\n\\033[2Jerror: \\033[1mthis\\n'; false";
	const error = await builds.fail(t, [inMakefile(command)], {
		onStep: step => void (step.kind === 'output' && lines.push(step.line)),
	});
	t.notRegex(`${error.message}${lines.join('')}`, /[^\P{Cc}\n\t]/u);
	t.true(lines.includes('abcd'), lines.join('\n'));
	t.regex(error.shortMessage, /failed: error: this$/);
});
