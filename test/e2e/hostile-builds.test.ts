// A hostile patch or tree ends with an error of its own, within its limits, and leaves nothing behind.

import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import test, {type ExecutionContext} from 'ava';
import {type BuildError, BuildFailed, LimitExceeded, PatchRefused} from '../../harness/builds/errors.ts';
import type {MakeOptions} from '../../harness/builds/make.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import type {ConfinedLimits} from '../../harness/engine/confined-command.ts';
import {EngineError} from '../../harness/engine/errors.ts';
import {label} from '../../harness/engine/labels.ts';
import type {Step} from '../../harness/model/step.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {hunk, inHelp, inMakefile, patch} from '../fixtures/patch.ts';
import {type Making, making} from './making.ts';

let trixie: Making;
let events: Readable | undefined;

test.before('the builder', async t => {
	t.timeout(900_000);
	trixie = await making('debian-trixie');
	const ours = `${label.owner}=${ownerOf(process.pid)}`;
	events = await (trixie.docker.getEvents({
		filters: {type: ['container'], event: ['create'], label: [ours]},
	}) as Promise<Readable>);
	createInterface(events).on('line', line => containers.add(JSON.parse(line).id));
	await trixie.make();
});

test.after.always(async () => {
	events?.destroy();
	await trixie?.end();
});

const mebibyte = 2 ** 20;

/** Of every build so far; the engine tells of each. */
const containers = new Set<string>();

/** Processes of this machine that are in the cgroup of a build's container, by their command lines. */
const processes = (): string[] =>
	readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.flatMap(pid => {
			try {
				const [id] = /[0-9a-f]{64}/.exec(readFileSync(`/proc/${pid}/cgroup`, 'latin1')) ?? [''];
				return containers.has(id) ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')] : [];
			} catch {
				return [];
			}
		});

/** Containers of this test's builds. */
const remaining = () => {
	const labels = [`${label.run}=build`, `${label.owner}=${ownerOf(process.pid)}`];
	return trixie.docker.listContainers({all: true, filters: {label: labels}});
};

/** The error that ends a build, after a check of what the build left. */
const ends = async (
	t: ExecutionContext,
	patches: readonly Patch[],
	options: Partial<MakeOptions> = {},
): Promise<BuildError> => {
	const before = readdirSync(trixie.store);
	const error = await t.throwsAsync(trixie.make({patches}, {limits: {time: 60}, ...options}), {any: true});
	t.deepEqual(await remaining(), []);
	t.deepEqual(readdirSync(trixie.store), before);
	t.deepEqual(processes(), []);
	return error as BuildError;
};

const refused: [string, Patch, RegExp][] = [
	[
		'one that is for another source',
		hunk('src/crun.c', 1, '-int nothing;', '+int something;'),
		/patch failed: src\/crun\.c:1$/,
	],
	[
		'one for a file that is not there',
		hunk('src/none.c', 1, '-int nothing;', '+int something;'),
		/src\/none\.c: No such file/,
	],
	[
		'one that leads out of the tree',
		patch('up.patch', '--- /dev/null', '+++ b/../../tmp/x', '@@ -0,0 +1 @@', '+x'),
		/invalid path '\.\.\/\.\.\/tmp\/x'$/,
	],
	[
		'one with an absolute path',
		patch('root.patch', '--- /dev/null', '+++ b//tmp/x', '@@ -0,0 +1 @@', '+x'),
		/invalid path '\/tmp\/x'$/,
	],
	[
		'one that writes through a symbolic link of its own',
		patch(
			'link.patch',
			'diff --git a/link b/link',
			'new file mode 120000',
			'--- /dev/null',
			'+++ b/link',
			'@@ -0,0 +1 @@',
			'+/tmp',
			'\\ No newline at end of file',
			'diff --git a/link/x b/link/x',
			'new file mode 100644',
			'--- /dev/null',
			'+++ b/link/x',
			'@@ -0,0 +1 @@',
			'+x',
		),
		/affected file 'link\/x' is beyond a symbolic link$/,
	],
	[
		'one that ends in the middle',
		patch('cut.patch', '--- a/NEWS', '+++ b/NEWS', '@@ -1,4 +1,4 @@', ' x'),
		/corrupt patch at line 5$/,
	],
];

for (const [what, each, said] of refused) {
	test(`a patch is refused: ${what}`, async t => {
		const error = await ends(t, [inHelp('a good patch before it'), each]);
		t.true(error instanceof PatchRefused, `${error}`);
		t.true(error.shortMessage.startsWith(`${each.name} does not apply: `), error.shortMessage);
		t.regex(error.shortMessage, said);
	});
}

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
	test(`a build is ended at its limit: one that ${what}`, async t => {
		const started = performance.now();
		const error = await ends(t, [inMakefile(command)], {limits: {time: 60, ...limits}});
		t.true(error instanceof LimitExceeded, `${error}`);
		t.is((error as LimitExceeded).limit, limit);
		t.regex(error.shortMessage, said);
		t.true(performance.now() - started < 30_000);
	});
}

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
	test(`a build fails by its own fault: one that ${what}`, async t => {
		const error = await ends(t, [inMakefile(command)]);
		t.true(error instanceof BuildFailed, `${error}`);
		t.regex(error.shortMessage, said);
	});
}

test('a build has no privilege, and sees nothing of this machine', async t => {
	const lines: string[] = [];
	const onStep = (step: Step): void => void (step.kind === 'output' && lines.push(step.line));
	const command = 'cat /proc/self/status /proc/self/mountinfo; env; false';
	await ends(t, [inMakefile(command)], {onStep});
	const said = lines.join('\n');
	for (const each of [/^Uid:\t2000\t2000\t2000\t2000$/m, /^CapBnd:\t0{16}$/m, /^NoNewPrivs:\t1$/m, /^Seccomp:\t2$/m]) {
		t.regex(said, each);
	}
	t.notRegex(said, new RegExp(trixie.work), 'no folder of this machine is mounted');
	const mounted = lines.flatMap(line => / (\/\S*) rw,.* - (\S+) /.exec(line)?.slice(1, 3).join(' ') ?? []);
	const written = mounted.filter(each => !/^\/(?:proc|sys|dev\/(?:pts|mqueue))/.test(each));
	t.deepEqual(written.sort(), ['/build tmpfs', '/dev tmpfs', '/dev/shm tmpfs', '/tmp tmpfs']);
});

test('what a build says cannot move the cursor, set a title, or colour what comes after', async t => {
	const lines: string[] = [];
	const command = "printf 'a\\033[31mb\\033]0;title\\007c\\010d\\r\\n\\033[2Jerror: \\033[1mthis\\n'; false";
	const error = await ends(t, [inMakefile(command)], {
		onStep: step => void (step.kind === 'output' && lines.push(step.line)),
	});
	t.notRegex(`${error.message}${lines.join('')}`, /[^\P{Cc}\n\t]/u);
	t.true(lines.includes('abcd'), lines.join('\n'));
	t.regex(error.shortMessage, /failed: error: this$/);
});

test('a build cannot say what it is made of', async t => {
	const honest = await trixie.make();
	const command = 'mkdir -p /build/out && echo forged > /build/out/origin';
	const made = await trixie.make({patches: [inMakefile(command)]});
	t.is(made.origin?.source, honest.origin?.source);
	t.deepEqual(readdirSync(join(made.path, '..')).sort(), ['build.json', 'crun', 'log']);
});

test('nothing that a tree writes changes what the next tree at its path is made of', async t => {
	const tree = join(trixie.work, 'shared path');
	const write = async (main: string, configure: string): Promise<void> => {
		await writeFile(join(tree, 'main.c'), `int main(void) { return ${main}; }\n`);
		await writeFile(join(tree, 'configure'), `printf 'crun:\\n\\tgcc -o crun main.c\\n' > Makefile\n${configure}`, {
			mode: 0o755,
		});
	};
	// A cache archive of its own, and what that archive would lay over the source; then a cache with an object for the honest source.
	const poison = [
		'mkdir -p /tmp/p/tree /build/ccache && echo "int main(void) { return 66; }" > /tmp/p/tree/main.c',
		'cp -R /tmp/p/tree /build/ccache/ && tar -C /tmp/p -cf /build/out/ccache.tar tree && tar -C /tmp/p -cf - tree >&3',
		'echo "int main(void) { return 1; }" > main.c && gcc -c -o /dev/null main.c',
	];
	await mkdir(tree);
	for (const ends of ['exit 1', 'true']) {
		await write('0', `mkdir -p /build/out\n${poison.join('\n')}\n${ends}\n`);
		await trixie.make({tree}).catch(() => {});
		// A different tree each time: netlock would not make a known build again.
		await write('1', `: after ${ends}\n`);
		const made = await trixie.make({tree});
		t.false(made.reused);
		t.is(spawnSync(made.path).status, 1, 'the honest tree gives 1');
	}
});

test('a build that is interrupted ends at once', async t => {
	const stop = new AbortController();
	const reason = new Error('interrupted');
	let running: string[] = [];
	const onStep = (step: Step): void => {
		if (step.kind !== 'output' || !step.line.includes('this is it')) return;
		running = processes();
		stop.abort(reason);
	};
	const started = performance.now();
	const error = await ends(t, [inMakefile('echo this is it; sleep 1000')], {onStep, signal: stop.signal});
	t.is(error as unknown, reason);
	t.true(running.length > 0, 'processes of a build are seen while it runs');
	t.true(performance.now() - started < 15_000);
});

test('a tree that cannot be read to its end is an error, and no build', async t => {
	// Files that report a size of 0 and have content.
	const tree = '/proc/sys/fs/mqueue';
	const error = await t.throwsAsync(trixie.make({tree}), {instanceOf: EngineError});
	t.regex(error?.shortMessage ?? '', /could not be read: Size mismatch$/);
	t.deepEqual(await remaining(), []);
});
