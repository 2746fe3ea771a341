// The commands by which runtimes are run, and how each is told of the lock.
import test from 'ava';
import {locks, runtimeNames} from '../../harness/model/axes.ts';
import type {CheckpointOptions} from '../../harness/model/runtime.ts';
import {runtimes, type Told, toldBy} from '../../harness/runtimes/runtime.ts';

const folders = {bundle: '/cell/bundle', image: '/cell/image-1', work: '/cell/criu-1'};
const plain: CheckpointOptions = {
	folders,
	lockFlag: undefined,
	leaveRunning: false,
	tcpEstablished: false,
	words: [],
};

const told = test.macro({
	exec(t, runtime: 'crun' | 'runc', expected: Told[]) {
		t.deepEqual(
			locks.map(lock => toldBy(runtimes[runtime], lock)),
			expected,
		);
	},
	title: (_, runtime) => `${runtime} is told of a lock only when one is asked for`,
});
test(told, 'crun', ['nothing', 'flag', 'flag', 'flag']);
test(told, 'runc', ['nothing', 'config', 'config', 'config']);

for (const name of runtimeNames) {
	const runtime = runtimes[name];

	test(`${name}: a checkpoint for which no lock is asked names none`, t => {
		t.false(runtime.checkpoint('c', plain).join(' ').includes('lock'));
	});

	test(`${name}: a restore names no lock`, t => {
		t.false(
			runtime
				.restore('c', {...plain, tcpEstablished: true})
				.join(' ')
				.includes('lock'),
		);
	});

	test(`${name}: established connections and leaving the container running are asked for only when wanted`, t => {
		const has = (options: Partial<CheckpointOptions>, flag: string): boolean =>
			runtime.checkpoint('c', {...plain, ...options}).includes(flag);
		t.false(has({}, '--leave-running'));
		t.true(has({leaveRunning: true}, '--leave-running'));
		t.false(has({}, '--tcp-established'));
		t.true(has({tcpEstablished: true}, '--tcp-established'));
		t.true(runtime.restore('c', {...plain, tcpEstablished: true}).includes('--tcp-established'));
		t.false(runtime.restore('c', plain).includes('--tcp-established'));
	});

	test(`${name}: every command begins with the program and ends with the container`, t => {
		const commands = [
			runtime.run('c', folders.bundle),
			runtime.checkpoint('c', {...plain, leaveRunning: true, tcpEstablished: true}),
			runtime.restore('c', {...plain, tcpEstablished: true}),
			runtime.state('c'),
			runtime.delete('c'),
		];
		for (const words of commands) t.deepEqual([words[0], words.at(-1)], [name, 'c']);
	});

	test(`${name}: further words come after the command and before the container`, t => {
		const words = ['--manage-cgroups-mode', 'ignore'];
		for (const command of [runtime.checkpoint('c', {...plain, words}), runtime.restore('c', {...plain, words})]) {
			t.deepEqual(command.slice(-3), [...words, 'c']);
		}
	});

	test(`${name}: each folder is given to the option that it is for`, t => {
		const after = (words: string[], option: string) => words[words.indexOf(option) + 1];
		const [dump, restore] = [runtime.checkpoint('c', plain), runtime.restore('c', plain)];
		t.is(after(runtime.run('c', folders.bundle), '--bundle'), folders.bundle);
		for (const words of [dump, restore]) {
			t.is(after(words, '--image-path'), folders.image);
			t.is(after(words, '--work-path'), folders.work);
		}
		t.is(after(restore, '--bundle'), folders.bundle);
	});
}

test('crun takes the lock as a word of its own: it refuses --network-lock=METHOD', t => {
	const words = runtimes.crun.checkpoint('c', {...plain, lockFlag: 'nftables'});
	t.is(words[words.indexOf('--network-lock') + 1], 'nftables');
	t.true(words.indexOf('--network-lock') > words.indexOf('checkpoint'));
});

test('crun manages cgroups itself: there is no systemd in a sandbox', t => {
	for (const words of [runtimes.crun.run('c', '/b'), runtimes.crun.delete('c')]) {
		t.is(words[1], '--cgroup-manager=cgroupfs');
	}
});

test('containers are run and restored in the background, and deleted by force', t => {
	for (const name of runtimeNames) {
		t.true(runtimes[name].run('c', '/b').includes('--detach'));
		t.true(runtimes[name].restore('c', plain).includes('--detach'));
		t.true(runtimes[name].delete('c').includes('--force'));
	}
});
