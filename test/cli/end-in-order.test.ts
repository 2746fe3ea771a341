// However netlock ends, AVA's process and all its children end too.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {planFile, writePlan} from '../../harness/run/plan-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell, runPlan} from '../fixtures/plan.ts';
import {eventually, survivors} from '../fixtures/processes.ts';

const netlock = fileURLToPath(new URL('../fixtures/stand-ins/netlock.ts', import.meta.url));

/** A run with one unfinished cell. */
const running = async (t: ExecutionContext, how = '') => {
	const folder = await folderWith(t, {});
	await writePlan(runPlan(folder, [plannedCell('one')]));
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', netlock, planFile(folder), how], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
	const output = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	}
	await eventually(() => (output.stderr.includes('a cell has started') ? true : undefined));
	const pids = readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number);
	return {child, ended, output, pids, endedItself: () => existsSync(join(folder, 'ended'))};
};

test('after SIGKILL of netlock, AVA notices and ends its children', async t => {
	const {child, ended, pids, endedItself} = await running(t);
	child.kill('SIGKILL');
	t.deepEqual(await ended, [null, 'SIGKILL']);
	t.deepEqual(await survivors(pids), []);
	t.true(endedItself());
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	test(`${signal}: the run ends in order`, async t => {
		const {child, ended, output, pids} = await running(t);
		child.kill(signal);
		t.deepEqual(await ended, [130, null], output.stderr);
		t.is(output.stdout, 'over: interrupted\n');
		t.regex(output.stderr, /stopping/);
		t.deepEqual(await survivors(pids), []);
	});
}

test('a closed terminal sends its signal twice, and the run ends in order', async t => {
	const {child, ended, output, pids} = await running(t);
	child.kill('SIGHUP');
	child.kill('SIGHUP');
	t.deepEqual(await ended, [130, null], output.stderr);
	t.is(output.stdout, 'over: interrupted\n');
	t.deepEqual(await survivors(pids), []);
});

test('the run ends in order after the reader of the progress ends', async t => {
	const {child, ended, output, pids} = await running(t, 'talks');
	child.stderr.destroy();
	t.deepEqual(await ended, [130, null]);
	t.is(output.stdout, 'over: interrupted\n');
	t.deepEqual(await survivors(pids), []);
});

test('after a defect in netlock AVA ends, and the exit code says that netlock could not work', async t => {
	const {ended, output, pids} = await running(t, 'throws');
	t.deepEqual(await ended, [3, null]);
	t.regex(output.stderr, /This is a defect in netlock; please report it:\nReferenceError: nothing is not defined\n/);
	t.deepEqual(await survivors(pids), []);
});
