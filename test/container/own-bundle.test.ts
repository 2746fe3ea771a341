// Containers of a bundle of the user: started from the copy, with pipes, and judged by their process.
import test from 'ava';
import type {OwnConfig} from '../../harness/bundle/own-config.ts';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {counter, echoServer} from '../../harness/bundle/workload.ts';
import {newContainer} from '../../harness/container/container.ts';
import {Disagreement, EvidenceMissing, NotCombined} from '../../harness/container/errors.ts';
import {loseOpenFile} from '../../harness/container/faults/open-file.ts';
import type {Instance} from '../../harness/container/instance.ts';
import {newPodmanContainer} from '../../harness/container/podman.ts';
import {restored} from '../../harness/container/restored.ts';
import {running} from '../../harness/container/running.ts';
import {contextOf, operationOf} from '../fixtures/cell-context.ts';
import {type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const bundle: OwnConfig = {ociVersion: '1.0.2', process: {args: ['/bin/app']}, root: {path: 'rootfs'}};
const isUp: Played = {stdout: '{"status": "running", "pid": 7}'};
const ended: Played = {stdout: '{"status": "stopped", "pid": 0}'};

const played = (state: Played, ...lines: string[]) => {
	const {sandbox, ran} = playedSandbox([
		[/ state netlock/, state],
		[/cmdline/, ...lines.map(stdout => ({stdout}))],
	]);
	return {ran, context: {...contextOf('crun', 'unset', sandbox), bundle}};
};

test('the container gets a copy of the bundle with the scenario’s additions, and pipes as its streams', async t => {
	const {context, ran} = played(isUp, '/bin/app\0-v\0');
	const container = await newContainer(context).start(counter(), {criuConfig: '/etc/criu/mine.conf'});
	const [laid = ''] = ran('config.json');
	t.regex(laid, /cp -a \/opt\/netlock\/own-bundle/);
	t.regex(laid, /"org\.criu\.config": "\/etc\/criu\/mine\.conf"/);
	t.regex(laid, /"args": \[\s*"\/bin\/app"/);
	t.regex(ran('run --detach')[0] ?? '', /mktemp -d \/cell\/output/);
	await container.keepsCounting();
});

test('a process that ends by itself is no verdict', async t => {
	const error = await t.throwsAsync(newContainer(played(ended).context).start(counter()), {
		instanceOf: EvidenceMissing,
	});
	t.regex(error?.shortMessage ?? '', /does not go on/);
});

test('a scenario that needs netlock’s workload, or makes its own config.json, is incompatible', async t => {
	const {context, ran} = played(isUp, '/bin/app\0');
	const instance: Instance = {id: 'netlock', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
	for (const attempt of [
		() => newContainer(context).start(echoServer()),
		() => newPodmanContainer(context).start(counter()),
		() => loseOpenFile(context, instance),
	]) {
		await t.throwsAsync(attempt, {instanceOf: NotCombined});
	}
	t.deepEqual(ran(''), []);
});

test('after a restore the same process must run', async t => {
	const instance: Instance = {id: 'netlock', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
	const after = (state: Played, line: string) => {
		const {context} = played(state, line);
		const again = {counted: 0, program: '/bin/app -v', running: running(context, instance)};
		return restored(context, instance, operationOf({operation: 'restore'}), again).continuesCounting();
	};
	await t.notThrowsAsync(after(isUp, '/bin/app\0-v\0'));
	const another = await t.throwsAsync(after(isUp, '/bin/sh\0'), {instanceOf: Disagreement});
	t.like(another, {layer: 'behaviour', shortMessage: 'now "/bin/sh" runs, and before it was "/bin/app -v"'});
	const gone = await t.throwsAsync(after(ended, ''), {instanceOf: Disagreement});
	t.is(gone?.shortMessage, 'the container is stopped, not running');
});
