// `npm run detect`: measures the detector. Compiles every known-bad build, runs its cell and the core scenarios
// (`--all`: every scenario; `--own`: no other), and the control in all cells (`--own`: in those). Writes
// docs/detector.md. Exit 1 if a defect was missed or there was a false alarm.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {environment} from '../../harness/ava/environment.ts';
import {onInterrupt} from '../../harness/cli/interrupt.ts';
import {defaultJobs} from '../../harness/cli/options.ts';
import {Progress} from '../../harness/cli/progress.ts';
import {runtimeNames} from '../../harness/model/axes.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {project} from '../../harness/model/checkout.ts';
import {faultSection} from '../faults/section.ts';
import {buildOf, control} from './builds.ts';
import type {Defect} from './defect.ts';
import {defects} from './defects.ts';
import {causesToldOf, cellOf, distance, isCellOf, missed, runDefects} from './detector.ts';

const [all, own] = ['--all', '--own'].map(option => process.argv.includes(option));
const controls = runtimeNames.map(control);
const isControl = ({runtime}: {runtime: string}): boolean => controls.some(({id}) => id === runtime);

const progress = new Progress(process.stderr, false);
const {signal} = onInterrupt(() => progress.note('stopping: a part of the defects is no measure'));
const {results, folder} = await runDefects(
	defects,
	controls,
	(cell, {core}) =>
		own ? isControl(cell) && defects.some(each => isCellOf(each, cell)) : isControl(cell) || all || core === true,
	{
		scenarios: own ? [...new Set(defects.map(({scenario}) => scenario))] : [],
		engine: environment().engine,
		jobs: defaultJobs(),
		command: `npm run detect${all ? ' -- --all' : own ? ' -- --own' : ''}`,
		isLatest: false,
		signal,
		onStep: progress.step,
		onPlan: plan => progress.begin(plan),
		onEvent: event => progress.event(event),
		onEnd: () => progress.end(),
	},
);
signal.throwIfAborted();

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
const label = (cells: readonly CellResult[]): string => {
	if (own) return 'not run';
	const ids = new Set(cells.map(({scenario}) => scenario));
	return ids.size === 0 ? 'none' : String(ids.size);
};

const rowOf = (defect: Defect): string => {
	const {id, patches, scenario, lock, layer} = defect;
	const cell = cellOf(defect, results.cells);
	const problem = missed(defect, cell);
	const others = results.cells.filter(
		each => each.runtime === buildOf(defect).id && each.scenario !== scenario && each.unexpected,
	);
	const trees = [...new Set(patches.map(({project: tree}) => tree))].join(' and ');
	const verdict = problem === undefined ? (cell?.reason ?? '') : `**MISSED**: ${problem}`;
	const causes = causesToldOf(defect, results);
	const [blamed] = causes;
	const told = [causes.length, blamed?.party ?? '', blamed?.title ?? '', distance(defect, causes) ?? ''].map(String);
	const row = [`\`${id}\`: ${defect.defect}`, trees, `${scenario}, ${lock}`, layer, verdict, label(others), ...told];
	return `| ${row.map(inTable).join(' | ')} |`;
};

const single = defects.filter(defect => {
	const causes = causesToldOf(defect, results);
	return causes.length === 1 && distance(defect, causes) === 0;
}).length;
const caught = defects.filter(defect => missed(defect, cellOf(defect, results.cells)) === undefined).length;
const ofControl = results.cells.filter(isControl);
const alarms = ofControl.filter(({unexpected}) => unexpected);
const have = (count: (cell: CellResult) => boolean): number => ofControl.filter(count).length;
const passed = have(({outcome}) => outcome === 'pass');
const known = have(({outcome, unexpected}) => outcome === 'fail' && !unexpected);
const unrun = have(({outcome}) => outcome === 'skip' || outcome === 'miss');
const count = `${caught} of ${defects.length} caught, ${single} of them told as one cause with the right party, ${alarms.length} false alarms in the control build (${ofControl.length} cells)`;

writeFileSync(
	join(project.root, 'docs/detector.md'),
	`# How good the detector is

\`npm run detect\` makes this page: it compiles the defects and runs the real cells.
Each defect is a patch ([\`test/known-bad/patches/\`](../test/known-bad/patches/)) to crun 1.21 or CRIU 4.1.1 as Debian trixie has them.
[\`defects.ts\`](../test/known-bad/defects.ts) says beforehand which cell has to fail, on which layer.
The control is the same sources without a patch, in ${own ? 'the same cells' : 'every cell of the image'}, with crun and with runc.
An unexpected outcome of the control is a false alarm.

**${count}.** Measured on ${results.run.finished.slice(0, 10)}.

Of the control's cells, ${passed} passed, ${known} failed as a [known issue](reading-a-verdict.md#known-issues) says for these versions, and ${unrun} do not apply.
Where a known issue has the same symptom, netlock cannot raise an alarm.

*Others* counts the other scenarios that fail with the defect, of ${own ? 'none: only its own cell was run' : all ? 'all' : 'the core scenarios'}.
*Causes* counts what a reader is told of all its cells ([causes](reading-a-verdict.md#causes)): one defect is to be one cause.
*Blamed* is the party of the first cause, *away* how many steps it is from the project that has the patch.

| defect | project | caught by | layer | verdict | others | causes | blamed | cause | away |
|---|---|---|---|---|---|---|---|---|---|
${defects.map(rowOf).join('\n')}
${alarms.length === 0 ? '' : `\nFalse alarms:\n\n${alarms.map(({id, reason}) => `- \`${id}\`: ${inTable(reason ?? '')}`).join('\n')}\n`}${faultSection()}`,
);
for (const defect of defects) {
	const problem = missed(defect, cellOf(defect, results.cells));
	if (problem !== undefined) process.stdout.write(`MISSED  ${defect.id}: ${problem}\n`);
}
for (const {id, reason} of alarms) process.stdout.write(`FALSE ALARM  ${id}: ${reason}\n`);
process.stdout.write(`${count}\nThe table is docs/detector.md, the run ${folder}\n`);
process.exitCode = caught === defects.length && alarms.length === 0 ? 0 : 1;
