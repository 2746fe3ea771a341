// `netlock run`: run the matrix, show it, and say whether anything was unexpected.
import {availableParallelism} from 'node:os';
import {relative, resolve} from 'node:path';
import {Command} from 'commander';
import {findEngine} from '../engine/connect.ts';
import {ownerOf, sweepOwned, sweepRun} from '../engine/sweep.ts';
import {positiveInteger} from '../plan/selection.ts';
import {renderSummary} from '../report/terminal.ts';
import type {Results} from '../results/schema.ts';
import {execute, RunStuck} from '../run/execute.ts';
import {collectResults} from '../run/finish.ts';
import {prepare} from '../run/prepare.ts';
import {writeReports} from '../run/write-reports.ts';
import {environment} from './environment.ts';
import {exitCode} from './exit-codes.ts';
import {onInterrupt, unlessInterrupted} from './interrupt.ts';
import {Progress} from './progress.ts';
import {addSelectionOptions, parseSelection, type SelectionOptions} from './selection.ts';

type Options = SelectionOptions & {jobs: string; out?: string};

// CRIU and retransmissions mostly wait, so more sandboxes than processors pay.
const defaultJobs = (): number => Math.min(availableParallelism() * 3, 12);

const statusOf = ({run, cells}: Results): number => {
	if (run.interrupted) return exitCode.interrupted;
	return cells.some(({unexpected}) => unexpected) ? exitCode.unexpected : exitCode.asExpected;
};

const run = async (options: Options): Promise<void> => {
	const selection = parseSelection(options);
	const jobs = positiveInteger('--jobs', options.jobs);
	const out = options.out === undefined ? {} : {out: resolve(options.out)};
	const progress = new Progress(process.stderr, environment.isInteractive());
	const interrupt = onInterrupt(() => progress.note('stopping: ending the sandboxes, keeping what is finished'));
	const config = environment.engine(options.registryMirror);
	const preparing = prepare(selection, {engine: config, jobs, ...out, onStep: progress.step, signal: interrupt.signal});
	const {plan, engine} = await unlessInterrupted(preparing, interrupt.signal).catch(async (error: unknown) => {
		const found = await findEngine(config);
		if (found) await sweepOwned(found.docker, ownerOf(process.pid));
		throw error;
	});
	progress.begin(plan);
	const {ServerVersion: version, KernelVersion: kernel} = await engine.docker.info();
	let stuck: RunStuck | undefined;
	try {
		await execute(plan, {signal: interrupt.signal, onEvent: event => progress.event(event)});
	} catch (error) {
		if (!(error instanceof RunStuck)) throw error;
		stuck = error;
	} finally {
		// An engine that does not answer would not answer this either; the next run sweeps.
		if (!stuck) await sweepRun(engine.docker, plan.run);
		progress.end();
	}
	const results = collectResults(plan, {
		interrupted: interrupt.signal.aborted || stuck !== undefined,
		command: `netlock ${process.argv.slice(2).join(' ')}`,
		engine: `${version} (${engine.kind})`,
		kernel,
	});
	await writeReports(plan.folder, results, out.out === undefined);
	process.stdout.write(`\n${renderSummary(results, {colour: environment.colours(), width: environment.width()})}\n`);
	if (options.core) process.stdout.write('\nThat was the core. All scenarios: npx netlock run\n');
	process.stdout.write(`\nReport: ${relative(process.cwd(), plan.folder) || '.'}/index.html\n`);
	if (stuck) throw stuck;
	process.exitCode = statusOf(results);
};

export const runCommand = (): Command =>
	addSelectionOptions(new Command('run'))
		.description('run the matrix')
		.option('--jobs <n>', 'sandboxes at a time', String(defaultJobs()))
		.option('--out <folder>', 'where to write the report (default: reports/runs/<id>)')
		.action(run);
