// A container's start: its files, its options, and the ways in which it does not start.
import test from 'ava';
import {counter, loopbackConnection} from '../../harness/bundle/workload.ts';
import {newContainer} from '../../harness/container/container.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {notStarted} from '../../harness/container/not-started.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {instance} from '../fixtures/operation.ts';
import {counters, type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const state = /cat .*rootfs\/state/;

test('the network and the bundle are there before the container starts', async t => {
	const {sandbox, commands} = playedSandbox([[state, counters(1)]]);
	await newContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {network: 'veth'});
	const [network, bundle, start] = ['ip netns', 'config.json', 'run --detach'].map(part =>
		commands.findIndex(each => each.includes(part)),
	);
	t.true(network !== -1 && bundle !== undefined && start !== undefined && Number(network) < bundle && bundle < start);
});

test('the bundle names the workload, and the annotation if there is one', async t => {
	const {sandbox, ran} = playedSandbox([[state, counters(1)]]);
	await newContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {criuConfig: '/etc/criu/mine.conf'});
	const [bundle = ''] = ran('config.json');
	t.regex(bundle, /"org\.criu\.config": "\/etc\/criu\/mine\.conf"/);
	t.regex(bundle, /"\/workload",\s+"count"/);
});

test('a second container has its own bundle', async t => {
	const {sandbox, ran} = playedSandbox([[state, counters(1)]]);
	await newContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {id: 'other'});
	t.true(ran('run --detach')[0]?.includes('/cell/bundle-other'));
});

test('CRIU’s configuration gets the lock only if the runtime has no flag', async t => {
	for (const [runtime, lock, wanted] of [
		['runc', 'nftables', 1],
		['runc', 'unset', 0],
		['crun', 'nftables', 0],
	] as const) {
		const {sandbox, ran} = playedSandbox([[state, counters(1)]]);
		await newContainer(contextOf(runtime, lock, sandbox)).start(counter());
		const told = ran('/etc/criu/default.conf');
		t.is(told.length, wanted, `${runtime} ${lock}`);
		t.true(told.every(each => each.endsWith(' nftables')));
	}
});

for (const [what, answer, says] of [
	['fails', {exit: 1, stderr: 'time="x"\nmount failed\n'}, 'crun run fails: mount failed'],
	['fails without a word', {exit: 7}, 'crun run fails: exit 7'],
	['does not end', {exit: null}, 'crun run fails: it did not end within its time limit'],
] satisfies [string, Played, string][]) {
	test(`a runtime whose run ${what} is no verdict on the lock`, async t => {
		const {sandbox} = playedSandbox([[/run --detach/, answer]]);
		const starting = newContainer(contextOf('crun', 'unset', sandbox)).start(counter());
		t.is((await t.throwsAsync(starting, {instanceOf: EvidenceMissing}))?.shortMessage, says);
	});
}

for (const [what, answers, says] of [
	[
		'fails',
		[
			[/shift; "\$@" && echo started/, {stdout: 'started\n'}],
			[/run --detach/, {exit: 1, stderr: 'no'}],
		],
		/^crun run fails: no, but/,
	],
	[
		'starts nothing',
		[
			[/echo started/, {stdout: 'a line\nstarted\n'}],
			[state, {stdout: ''}],
		],
		/^the workload did not start counting, but/,
	],
] satisfies [string, (readonly [RegExp, Played])[], RegExp][]) {
	test(`a build under test whose run ${what} is at fault where the image’s own runtime starts the container`, async t => {
		const {sandbox, ran} = playedSandbox(answers);
		const {sandbox: counting} = playedSandbox([[state, counters(1)]]);
		const exec: typeof sandbox.exec = (argv, options) => {
			// The image's own runtime starts a container that counts.
			const isLater = ran('echo started').length > 0;
			return (isLater ? counting : sandbox).exec(argv, options);
		};
		const starting = newContainer(contextOf('crun', 'unset', {exec})).start(counter());
		const error = await t.throwsAsync(starting, {instanceOf: Disagreement});
		t.is(error?.layer, 'exit');
		t.regex(error?.shortMessage ?? '', says);
		t.regex(ran('echo started')[0] ?? '', /\/opt\/netlock\/builds\/crun .*run --detach .*own$/);
	});
}

test('a build whose workload does not count is not to blame where that of the image’s own runtime does not count either', async t => {
	const {sandbox, commands} = playedSandbox([[/echo started/, {stdout: 'started\n'}]]);
	const counts = async (): Promise<boolean> => false;
	t.true(
		(await notStarted(contextOf('crun', 'unset', sandbox), {...instance, id: 'netlock'}, 'no', {counts})) instanceof
			EvidenceMissing,
	);
	t.regex(commands[0] ?? '', /rm -f "\$1\/rootfs\/state" sh \/cell\/bundle$/);
});

test('a network or a bundle that cannot be made is the harness’s trouble, and no container starts', async t => {
	for (const [pattern, says] of [
		[/\[ -e \/run\/netns\/container \]/, /^the veth network could not be set up\nno ip/],
		[/config\.json/, /^the bundle could not be written\nno ip/],
	] as const) {
		const {sandbox, ran} = playedSandbox([[pattern, {exit: 1, stderr: 'no ip'}]]);
		const starting = newContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {network: 'veth'});
		const error = await t.throwsAsync(starting, {instanceOf: EvidenceMissing});
		t.regex(error?.message ?? '', says);
		t.deepEqual(ran('run --detach'), []);
	}
});

test('a connection inside the container must carry bytes before the start counts', async t => {
	const {sandbox, ran} = playedSandbox([[state, counters(1), counters(2, {received: 9})]]);
	await newContainer(contextOf('crun', 'unset', sandbox)).start(loopbackConnection());
	t.is(ran('rootfs/state').length, 2);
});
