// The second sandbox of a cell that restores in another image: it opens at its first use, gets the folders, and both
// share one record.
import test, {type ExecutionContext} from 'ava';
import {destinationOf} from '../../harness/ava/destination.ts';
import {EvidenceMissing, NotCombined} from '../../harness/container/errors.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {dockerd} from '../fixtures/dockerd.ts';
import {facts, plannedCell, readyBuild, readyImage, runPlan} from '../fixtures/plan.ts';
import {type Answers, playedDesk} from '../fixtures/played-desk.ts';

const cell = plannedCell('one');
const [here, there] = ['netlock/debian-trixie:1', 'netlock/fedora:1'];
const images = [readyImage(), readyImage('fedora', {os: 'Fedora'})];
const scenarios = [{id: 'one', title: 'one', file: 'scenarios/one.ts', reports: [], destination: 'fedora'}];

const opened = async (t: ExecutionContext, answers: Record<string, Answers> = {[here]: [], [there]: []}) => {
	const {docker, calls} = await dockerd(t, {
		[`PUT /containers/${there}/archive`]: {json: ''},
		[`PUT /containers/${here}/archive`]: {json: ''},
	});
	const plan = runPlan('/run', [cell], {images, scenarios, builds: [readyBuild('crun', 'crun')]});
	const desk = playedDesk(plan, answers, docker);
	const {sandbox} = await desk.call('open', {cell: cell.id});
	const context = contextOf('crun', 'unset');
	context.criuFiles.set('/etc/criu/default.conf', ['network-lock skip']);
	return {...desk, calls, context, destination: destinationOf(desk.call, plan, cell, {context, sandbox})};
};

test('a cell whose scenario has no destination has none', t => {
	const plan = runPlan('/run', [cell]);
	const {call} = playedDesk(plan, {});
	t.is(destinationOf(call, plan, cell, {context: contextOf('crun', 'unset'), sandbox: here}), undefined);
});

test('nothing is opened before its first use', async t => {
	const {destination, opened: sandboxes} = await opened(t);
	t.is(destination?.image, 'fedora');
	t.is(destination?.context(), undefined);
	t.deepEqual(sandboxes, [here]);
});

test('folders are copied over, and then commands run there, with the facts of that image', async t => {
	const {destination, context, commands, calls} = await opened(t);
	const received = await destination?.receive(['/cell/image-1', '/cell/bundle']);
	t.is(destination?.context(), received);
	t.like(received, {place: 'fedora', facts: {os: 'Fedora'}});
	t.deepEqual(commands[here], ['tar -C / -cf - cell/image-1 cell/bundle']);
	t.deepEqual(calls(), [`PUT /containers/${there}/archive`]);
	await received?.sandbox.exec(['crun', 'restore']);
	t.is(commands[there]?.at(-1), 'crun restore');
	t.regex(context.commands[0] ?? '', /^# carried over to a sandbox of fedora: \/cell\/image-1, \/cell\/bundle;/);
});

test('an update brings CRIU of the other image here: commands run here, with the facts of that CRIU', async t => {
	const {destination, context, commands} = await opened(t);
	const updated = await destination?.replaceHere();
	t.is(updated?.sandbox, context.sandbox);
	t.is(updated?.place, undefined);
	t.regex(commands[there]?.[0] ?? '', /cp "\$criu" \/cell\/update\/criu/);
	t.regex(commands[there]?.[1] ?? '', /^tar -C \/ -cf - cell\/update$/);
	t.regex(commands[here]?.at(-2) ?? '', /mv -f \/cell\/update\/criu "\$criu"/);
	t.is(context.commands.at(-1), '# from here on CRIU and libcriu are those of fedora');
});

test('a CRIU that lacks libraries here makes the cell a skip, with the linker’s message', async t => {
	const stderr = "criu: /lib/libc.so.6: version `GLIBC_2.38' not found (required by criu)\ncriu: more\n";
	const {destination} = await opened(t, {[here]: [[/^sh -c criu --version sh$/, {exit: 1, stderr}]], [there]: []});
	await t.throwsAsync(destination?.replaceHere() ?? Promise.resolve(), {
		instanceOf: NotCombined,
		message:
			"CRIU of fedora does not start in this image: criu: /lib/libc.so.6: version `GLIBC_2.38' not found (required by criu)",
	});
});

test('an image that does not take the files is no verdict on CRIU', async t => {
	const {destination} = await opened(t, {[here]: [[/mv -f/, {exit: 1, stderr: 'Read-only file system'}]], [there]: []});
	await t.throwsAsync(destination?.replaceHere() ?? Promise.resolve(), {
		instanceOf: EvidenceMissing,
		message: /could not take the place of the one here/,
	});
});

test('evidence and commands of both are in one record; CRIU’s configuration stays in the first sandbox', async t => {
	const {destination, context} = await opened(t);
	const received = await destination?.receive(['/cell/bundle']);
	t.is(received?.evidence, context.evidence);
	t.is(received?.commands, context.commands);
	t.is(received?.criuFiles.size, 0);
});

test('a destination that does not start is the error of the restore', async t => {
	const {destination} = await opened(t, {[here]: []});
	await t.throwsAsync(destination?.receive(['/cell/bundle']) ?? Promise.resolve(), {
		message: /^a sandbox of netlock\/fedora:1 did not start/,
	});
	t.is(destination?.context(), undefined);
});

test('a runtime is lent with its facts, and the one under test takes its place again', async t => {
	const {destination, context, commands} = await opened(t);
	const lent = await destination?.lendRuntime();
	t.is(lent?.sandbox, context.sandbox);
	t.deepEqual(lent?.facts.runtimes.crun, facts.runtimes.crun);
	t.regex(commands[there]?.[0] ?? '', /ldd "\$program".* sh crun$/s);
	t.regex(commands[here]?.at(-2) ?? '', /mv "\/opt\/netlock\/builds\/\$1" \/cell\/update\/newer .* sh crun$/s);
	t.is(context.commands.at(-1), '# from here on crun is that of fedora');
	t.is(await destination?.updateRuntime(), context);
	t.regex(commands[here]?.at(-1) ?? '', /mv \/cell\/update\/newer "\/opt\/netlock\/builds\/\$1" sh crun$/);
});

test('a lent runtime that lacks libraries here makes the cell a skip', async t => {
	const stderr = 'crun: error while loading shared libraries: libyajl.so.2\n';
	const {destination} = await opened(t, {[here]: [[/crun --version/, {exit: 127, stderr}]], [there]: []});
	await t.throwsAsync(destination?.lendRuntime() ?? Promise.resolve(), {
		instanceOf: NotCombined,
		message: /^crun of fedora does not start in this image: crun: error while loading shared libraries/,
	});
});
