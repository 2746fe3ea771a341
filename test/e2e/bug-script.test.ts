// The reproducer of a bug report runs in a plain container without netlock. On each layer it shows a defect that was
// added to crun or CRIU, and finds nothing wrong with the control.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {environment} from '../../harness/ava/environment.ts';
import {connect, type Engine} from '../../harness/engine/connect.ts';
import {startSandbox} from '../../harness/engine/sandbox.ts';
import type {Layer} from '../../harness/model/axes.ts';
import type {Results} from '../../harness/model/results.ts';
import {renderBugReport, scriptOf} from '../../harness/report/bug/bug-report.ts';
import {failureOf} from '../../harness/report/bug/failure.ts';
import {type RunPlan, runPlan} from '../../harness/results/plan.ts';
import {capabilities, sandboxLimits, tmpfs} from '../../harness/sandbox/privileges.ts';
import {putInPlace} from '../../harness/sandbox/under-test.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {buildOf, control} from '../known-bad/builds.ts';
import {defects as all} from '../known-bad/defects.ts';
import {cellOf, imageOf, isCellOf, runDefects} from '../known-bad/detector.ts';

const wanted = [
	'drops-an-explicit-choice',
	'forces-iptables-at-restore',
	'accepts-an-unknown-value',
	'records-iptables-always',
	'never-unlocks-after-restore',
	'locks-under-skip',
	'locks-ipv4-only',
];
const defects = all.filter(({id}) => wanted.includes(id));
const untouched = control('crun');
let engine: Engine;
let results: Results;
let out: string;

test.before('make the builds and run their cells', async t => {
	t.timeout(1_800_000);
	({path: out} = await dir({unsafeCleanup: true, prefix: 'netlock-bug-script-'}));
	const config = environment().engine;
	engine = await connect(config);
	({results} = await runDefects(
		defects,
		[untouched],
		cell => cell.runtime === untouched.id && defects.some(each => isCellOf(each, cell)),
		{
			scenarios: [...new Set(defects.map(({scenario}) => scenario))],
			engine: config,
			jobs: 2,
			out,
			command: 'npm test',
			isLatest: false,
			formats: [],
			signal: new AbortController().signal,
		},
	));
});

/** The builds run image by image, each in its own folder. */
const planIn = (image: string): RunPlan =>
	runPlan.parse(JSON.parse(readFileSync(join(out, image, 'plan.json'), 'utf8')));

/** Removes every part of netlock before the reproducer starts. */
const plainly = `
	[ ! -e /opt/netlock/builds/crun ] || mv /opt/netlock/builds/crun "$(command -v crun)"
	mv /opt/netlock/libraries /libraries 2> /dev/null; ! [ -e /libraries ] || { echo /libraries > /etc/ld.so.conf.d/netlock.conf; ldconfig; }
	rm -rf /opt/netlock && printf '%s' "$1" > /reproducer.sh && exec sh /reproducer.sh`;

const inPlainContainer = async (script: string, image: string, build: string) => {
	const plan = planIn(image);
	const planned = plan.images.find(({id}) => id === image);
	const placed = plan.builds.find(({id}) => id === build)?.in[image];
	if (planned?.state !== 'ready' || placed?.state !== 'ready') throw new Error(`${build} is not in ${image}`);
	const sandbox = await startSandbox(engine.docker, {
		ref: planned.ref,
		command: ['/opt/netlock/bin/pause'],
		capabilities,
		tmpfs: {'/run': tmpfs['/run'] ?? ''},
		limits: sandboxLimits,
		run: 'bug-script',
		cell: build,
		owner: ownerOf(process.pid),
	});
	try {
		const problem = await putInPlace(sandbox, placed.underTest);
		if (problem !== undefined) throw new Error(problem);
		const {exit, stdout, stderr} = await sandbox.exec(['sh', '-c', plainly, 'sh', script], {limitSeconds: 120});
		return {exit, said: `${stdout}\n${stderr}`};
	} finally {
		await sandbox.stop();
	}
};

test('a reproducer of this file looks at every layer', t => {
	const layers = new Set<Layer | undefined>();
	for (const defect of defects) {
		const failure = failureOf(cellOf(defect, results.cells)!, results);
		layers.add('why' in failure ? undefined : failure.layer);
	}
	t.is(defects.length, wanted.length);
	t.is(layers.size, 5);
});

for (const defect of defects) {
	test.serial(`${defect.id}: its reproducer shows it on layer ${defect.layer}, and the control passes`, async t => {
		t.timeout(300_000);
		const cell = cellOf(defect, results.cells);
		if (cell === undefined) return t.fail('its cell was not run');
		const found = scriptOf(cell, results);
		if ('why' in found) return t.fail(`${cell.reason}: ${found.why}`);
		t.notRegex(found.script, /\/opt|\/cell/);
		t.true(renderBugReport(cell, results).includes('sh reproducer.sh'));
		const bad = await inPlainContainer(found.script, imageOf(defect), buildOf(defect).id);
		t.is(bad.exit, 1, bad.said);
		const good = await inPlainContainer(found.script, imageOf(defect), untouched.id);
		t.is(good.exit, 0, good.said);
	});
}
