// What the product does to its sandbox is its failure, however the cell comes to an end.
import test from 'ava';
import {runCell} from '../../harness/ava/cell.ts';
import {damageBehind, damageIn} from '../../harness/container/damage.ts';
import {EvidenceMissing} from '../../harness/container/errors.ts';
import {ShellKilled} from '../../harness/engine/errors.ts';
import {sandboxLimits} from '../../harness/sandbox/privileges.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell, runPlan} from '../fixtures/plan.ts';
import {playedDesk} from '../fixtures/played-desk.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

const bundle = {ociVersion: '1.0.2', process: {args: ['a']}, root: {path: 'rootfs'}};
const missing = new EvidenceMissing('something was not seen');
const behind = (stdout: string, error: Error = missing) =>
	damageBehind(contextOf('crun', 'nftables', playedSandbox([[/stat -f/, {stdout}]]).sandbox), error);

const summary = '{"event":"summary","sent":1,"received":1,"corrupt":0,"longestGapMs":1,"error":null,"ms":1}';

for (const [what, printed, words] of [
	['no harm', '', undefined],
	['a tool that is gone', "damage: netlock's own /opt/netlock/tap/criu is gone\n", /tap\/criu is gone/],
	['a full place', 'full: /run of the sandbox is full: all 256 MiB are used\n', /^\/run of the sandbox is full/],
	['a killed peer', 'memory: oom_kill 0\npeer: {"event":"progress"}\n', /killed a peer of netlock/],
	['a peer that was killed before its first line', 'memory: oom_kill 0\npeer: \n', /killed a peer of netlock/],
	['a killed peer, where nobody can tell whether the kernel killed it', 'peer: \n', undefined],
	['no memory of its own left', `memory: oom_kill 1\nmemory: peak ${sandboxLimits.memory}\n`, /used up the memory/],
	['a machine without memory, which killed a peer', 'peer: \nmemory: oom_kill 1\nmemory: peak 9\n', undefined],
] as const) {
	test(`an error with this behind it is ${words ? 'the product’s failure' : 'an error'}: ${what}`, async t => {
		const found = await behind(printed);
		if (words === undefined) t.is(found, undefined);
		else t.like(found, {layer: 'exit'});
		t.regex(found?.shortMessage ?? '', words ?? /^$/);
	});
}

test('a peer that has ended by itself is not killed', async t => {
	t.is(await behind(`memory: oom_kill 0\npeer: ${summary}\n`), undefined);
});

test('a shell that something killed is the product’s doing, unless the kernel killed, or nobody can tell', async t => {
	const killed = new ShellKilled('something in the sandbox killed the shell that ran `tar`');
	t.like(await behind('memory: oom_kill 0\n', killed), {shortMessage: killed.shortMessage});
	t.is(await behind('memory: oom_kill 1\nmemory: peak 9\n', killed), undefined);
	t.is(await behind('', killed), undefined);
});

test('a place that a bundle of the user’s own has filled is nobody’s fault, and a tool that is gone is', t => {
	t.is(damageIn({bundle}, 'full: /cell of the sandbox is full\n'), undefined);
	t.truthy(damageIn({bundle}, 'damage: it is gone\n'));
});

test('a cell that ends with an error is looked into, and one that the sandbox does not survive stays an error', async t => {
	const own = 'netlock/debian-trixie:1';
	const cell = plannedCell('one');
	const run = async (stdout: string, body: () => Promise<void>) => {
		const plan = runPlan(await folderWith(t, {}), [cell]);
		const desk = playedDesk(plan, {[own]: [[/stat -f/, {stdout}]]});
		const declaration = {spec: {locks: ['unset' as const], reports: {}}, body, round: 1};
		return runCell(desk.call, plan, cell, declaration, t);
	};
	const lacks = async (): Promise<void> => {
		throw missing;
	};
	t.like(await run('full: /run is full\n', lacks), {outcome: 'fail', layer: 'exit', reason: '/run is full'});
	t.like(await run('', lacks), {outcome: 'error', reason: 'something was not seen'});
});
