// The additions of a hook: it stands where the runtime looks, its additions are checked one by one, and its runs are
// counted.
import test from 'ava';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {counter} from '../../harness/bundle/workload.ts';
import {newContainer} from '../../harness/container/container.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {hasWhatHookAdded, hookRan, writeHook} from '../../harness/container/hook.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {counters, type Played, playedSandbox} from '../fixtures/played-sandbox.ts';

const instance = {id: 'a', bundle: '/cell/bundle', workload: counter(), topology: privateNetwork};
const device = '2: added@added-other: <BROADCAST,UP,LOWER_UP> mtu 1500\n';
const address = '2: added    inet 198.51.100.7/24 scope global added\n';
const rules = 'table inet added {\n\tchain input {\n\t\ttcp dport 22 drop\n\t}\n}\n';

const looking = (stdout: string) => {
	const found: Played = {stdout};
	const state: Played = {stdout: '{"status":"running","pid":42}'};
	const {sandbox} = playedSandbox([
		[/nsenter --net=\/proc\/42\/ns\/net/, found],
		[/ state /, state],
	]);
	return hasWhatHookAdded(contextOf('crun', 'nftables', sandbox), instance);
};

test('the runtime’s configuration names the hook, which exists before the container starts', async t => {
	const {sandbox, ran, commands} = playedSandbox([[/cat .*rootfs\/state/, counters(1)]]);
	await newContainer(contextOf('crun', 'unset', sandbox)).start(counter(), {hook: 'inside'});
	t.regex(ran('config.json')[0] ?? '', /"createRuntime": \[\s+\{\s+"path": "\/cell\/hook"/);
	const at = (part: string) => commands.findIndex(each => each.includes(part));
	t.true(at('chmod +x') < at('run --detach'));
});

test('the other end of the device is inside or outside', async t => {
	const script = async (kind: 'inside' | 'outside') => {
		const {sandbox, ran} = playedSandbox();
		await writeHook(contextOf('crun', 'unset', sandbox), kind);
		return ran('chmod')[0] ?? '';
	};
	t.regex(await script('inside'), /peer name added-other\n\$net ip link set added-other up/);
	t.regex(await script('outside'), /peer name added-other netns \$\$\nip link set added-other up/);
	const {sandbox} = playedSandbox([[/chmod/, {exit: 1, stderr: 'full'}]]);
	const writing = writeHook(contextOf('crun', 'unset', sandbox), 'inside');
	await t.throwsAsync(writing, {instanceOf: EvidenceMissing});
});

test('a missing part of it is named', async t => {
	await t.notThrowsAsync(looking(device + address + rules));
	const down = device.replace('UP,LOWER_UP', 'DOWN');
	const error = await t.throwsAsync(looking(down + rules), {instanceOf: Disagreement});
	t.is(error?.shortMessage, 'of what the hook had added the container lacks its device, its address');
	await t.throwsAsync(looking(device + address), {message: /lacks its firewall table$/});
});

test('a hook that ran too often, or not often enough, is a failure of the product', async t => {
	const counting = (stdout: string, times: number) => {
		const {sandbox} = playedSandbox([[/hook\.runs/, {stdout}]]);
		return hookRan(contextOf('crun', 'nftables', sandbox), times);
	};
	await t.notThrowsAsync(counting('\n', 1));
	const error = await t.throwsAsync(counting('\n\n', 1), {instanceOf: Disagreement});
	t.is(error?.shortMessage, 'calls of the hook: 2, and there were to be 1 in all');
	await t.throwsAsync(counting('', 1), {message: /calls of the hook: 0/});
});
