// What the workload wrote, as the readers' files and its log have it, and what is said where a line is missing.
import test from 'ava';
import {privateNetwork} from '../../harness/bundle/topology.ts';
import {speaker} from '../../harness/bundle/workload.ts';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {outputGoesOn, outputProblem, saveLog} from '../../harness/container/output.ts';
import {throughPipes} from '../../harness/container/through-pipes.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

const instance = {id: 'c', bundle: '/cell/bundle', workload: speaker(), topology: privateNetwork};

const lines = (stream: string, first: number, last: number): string =>
	Array.from({length: last - first + 1}, (_, index) => `${stream} ${first + index}\n`).join('');

const whole = {
	out: lines('out', 21, 40),
	allOut: lines('out', 1, 20) + lines('out', 21, 40),
	err: lines('err', 21, 40),
	allErr: lines('err', 1, 20) + lines('err', 21, 40),
	log: lines('log', 1, 40),
};

const hearing = (heard: Partial<typeof whole> = {}) => {
	const {out, allOut, err, allErr, log} = {...whole, ...heard};
	const {sandbox} = playedSandbox([
		[/output\.\*\/out/, {stdout: allOut}],
		[/output\.\*\/err/, {stdout: allErr}],
		[/output\/out/, {stdout: `a runtime’s own words\n${out}out 4`}],
		[/output\/err/, {stdout: err}],
		[/rootfs\/log/, {stdout: log}],
	]);
	return contextOf('crun', 'nftables', sandbox);
};

test('it goes on where the newest readers and the log have every line, but for the one that is being written', async t => {
	await t.notThrowsAsync(outputGoesOn(hearing(), instance));
});

for (const [what, heard, says] of [
	['no line comes', {out: ''}, /^standard output does not go on: only 0 lines reach the reader after the restore$/],
	['a line is lost at the restore', {allErr: lines('err', 1, 19) + whole.err}, /standard error .* line 20 reached no/],
	['a line comes twice', {err: `err 21\n${whole.err}`}, /standard error .*: line 21 comes after line 21$/],
	['the log lacks a line', {log: lines('log', 1, 19) + lines('log', 21, 40)}, /the log file .*: line 21 comes after/],
	[
		'the log has stopped',
		{log: lines('log', 1, 20)},
		/the log file .*: it ends with line 20, and line 40 was written$/,
	],
] as const) {
	test(`it is told when ${what}`, async t => {
		t.regex((await outputProblem(hearing(heard), instance)) ?? '', says);
	});
}

test('it is the product’s fault when it does not go on in time', async t => {
	const error = await t.throwsAsync(outputGoesOn(hearing({out: ''}), instance), {instanceOf: Disagreement});
	t.is(error?.layer, 'behaviour');
});

test('files that cannot be read or copied are no verdict', async t => {
	const {sandbox} = playedSandbox([[/./, {exit: 1, stderr: 'no such file'}]]);
	const context = contextOf('crun', 'nftables', sandbox);
	await t.throwsAsync(outputGoesOn(context, instance), {instanceOf: EvidenceMissing});
	await t.throwsAsync(saveLog(context, instance), {instanceOf: EvidenceMissing});
});

test('a saved log is brought back', async t => {
	const {sandbox, commands} = playedSandbox();
	const saved = await saveLog(contextOf('crun', 'nftables', sandbox), instance);
	await saved.bringBack();
	t.deepEqual(commands, ['cp /cell/bundle/rootfs/log /cell/bundle/log', 'cp /cell/bundle/log /cell/bundle/rootfs/log']);
});

test('only a workload that speaks, or one of the user’s own, gets pipes', t => {
	const context = contextOf('crun', 'nftables');
	const argv = ['crun', 'restore', 'c'];
	t.deepEqual(throughPipes(context, argv), argv);
	t.deepEqual(throughPipes(context, argv, speaker()).slice(-3), argv);
});
