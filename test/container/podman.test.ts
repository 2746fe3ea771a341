// A container under podman: podman is set up first, gets the runtime under test, and gets the lock by configuration.
import test from 'ava';
import {counter} from '../../harness/bundle/workload.ts';
import {EvidenceMissing} from '../../harness/container/errors.ts';
import {newPodmanContainer} from '../../harness/container/podman.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {counters, type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

/** A sandbox in which every command of podman succeeds, except these. */
const withPodman = (...answers: (readonly [RegExp, ...Played[]])[]) =>
	playedSandbox([
		...answers,
		[/storage\.conf/],
		[/command -v "\$1"/, {stdout: '/opt/netlock/builds/crun\n'}],
		[/StaticDir/, {stdout: '/cell/containers/c\n'}],
		[/^cat .*rootfs\/state/, counters(1)],
	]);

test('the path names the runtime under test, and the lock is in CRIU’s configuration, flag or not', async t => {
	const {sandbox, commands, ran} = withPodman();
	const context = contextOf('crun', 'nftables', sandbox);
	t.is(context.told, 'flag');
	await newPodmanContainer(context).start(counter());
	t.is(context.told, 'config');
	t.regex(commands[0] ?? '', /storage\.conf/);
	t.is(ran('/etc/criu/default.conf').length, 1);
	t.regex(ran('run --detach')[0] ?? '', /--runtime \/opt\/netlock\/builds\/crun .*--rootfs \/cell\/bundle\/rootfs/);
	t.deepEqual(ran('podman import'), []);
});

test('a container whose checkpoints are exported to a file has an image that is made first', async t => {
	const {sandbox, ran, commands} = withPodman();
	await newPodmanContainer(contextOf('runc', 'unset', sandbox)).start(counter(), {exported: true});
	t.is(ran('podman import').length, 1);
	const [made, started] = ['podman import', 'run --detach'].map(part =>
		commands.findIndex(each => each.includes(part)),
	);
	t.true(Number(made) < Number(started));
	t.deepEqual(ran('/etc/criu/default.conf'), []);
});

for (const [pattern, says] of [
	[/storage\.conf/, 'podman could not be set up'],
	[/run --detach/, 'podman run fails: no such runtime'],
	[/StaticDir/, 'podman does not say where it keeps the container'],
	[/podman import/, 'podman import fails: no such runtime'],
] as const) {
	test(`no verdict: ${says}`, async t => {
		const {sandbox} = withPodman([pattern, {exit: 125, stderr: 'no such runtime\n'}]);
		const starting = newPodmanContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {exported: true});
		t.is((await t.throwsAsync(starting, {instanceOf: EvidenceMissing}))?.shortMessage, says);
	});
}
