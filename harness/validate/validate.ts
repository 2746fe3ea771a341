// Runs cells without a patch and with it, and judges the patch. The build without it runs every selected cell. The
// build with it runs the cells that failed, the cells that are tied to the patch, and a smoke set: the core scenarios,
// and every way of using a runtime. Cells that the verdict depends on run again in both.
import {relative} from 'node:path';
import {type Build, columns, sampleOf} from '../builds/columns.ts';
import {describePart} from '../builds/describe-part.ts';
import type {Part} from '../builds/part.ts';
import {patchsetDigest} from '../builds/patches.ts';
import type {Results} from '../model/results.ts';
import {causeChanges} from '../results/causes/cause-changes.ts';
import {causesOf} from '../results/causes/causes.ts';
import type {CellPair, Validation} from '../results/validation.ts';
import type {Selection} from '../run/prepare.ts';
import {type Ran, type RunOptions, runMatrix} from '../run/run.ts';
import {counted} from '../support/counted.ts';
import {decidingParts} from './deciding-parts.ts';
import {changeOf, judgePatch} from './judge-patch.ts';
import {isTied, nameOf, pairUp} from './pair-up.ts';
import type {Question} from './question.ts';

/** `out`: folder of the verdict, with the runs below it. `onRun`: is called with the purpose of the next run. */
export type ValidateOptions = Omit<RunOptions, 'isLatest' | 'out'> & {out: string; onRun?: (purpose: string) => void};

/** The columns of both builds, with each libcriu. They differ only in the patched part. */
const bothSides = (question: Question): {before: Build[]; after: Build[]} => {
	const {project, before, after, runtime, criu, libcrius, hasSample} = question;
	const of = (part: Part, name: string): Build[] => {
		const builds =
			project === 'criu'
				? columns([runtime], [{...part, id: `criu@${name}`}], libcrius)
				: columns([{...part, id: `${runtime.runtime}@${name}`, runtime: runtime.runtime}], [criu], libcrius);
		return hasSample ? [...builds, ...builds.flatMap(sampleOf)] : builds;
	};
	return {before: of(before, 'before'), after: of(after, 'after')};
};

/** Whether the cell failed or had an error without the patch, and has not run with it. */
const wantsTheFix = ({before, after}: CellPair): boolean =>
	after === undefined && (before?.worst.outcome === 'fail' || before?.worst.outcome === 'error');

/**
 * Whether the verdict may depend on the cell. It does not if the cell passes in both, or if a known issue explains both
 * failures.
 */
const decides = (pair: CellPair): boolean => {
	const change = changeOf(pair);
	if (change === 'still fails') return !pair.explained;
	return (
		change === 'failed otherwise' ||
		change === 'regressed' ||
		change === 'fixed' ||
		change === 'flaky' ||
		change === 'trouble'
	);
};

/**
 * Gives the verdict document. `runs`: runs cells of both builds.
 * @throws what runMatrix throws; the signal's reason when a run was interrupted
 */
export const validate = async (
	question: Question,
	options: ValidateOptions,
	runs: typeof runMatrix = runMatrix,
): Promise<Validation> => {
	const {selection, all, repeat, project} = question;
	const builds = bothSides(question);
	const afterIds = builds.after.map(({id}) => id);
	const ran: Ran[] = [];
	const run = async (isWanted: NonNullable<Selection['isWanted']>, rounds: number): Promise<Results> => {
		const once = await runs(
			{...selection, builds: [...builds.before, ...builds.after], repeat: rounds, isWanted},
			{...options, out: `${options.out}/run-${ran.length + 1}`, isLatest: false},
		);
		ran.push(once);
		options.signal.throwIfAborted();
		if (once.stuck) throw once.stuck;
		return once.results;
	};
	const pairs = (): CellPair[] =>
		pairUp(
			ran.map(({results}) => results),
			afterIds,
			question,
		);
	const namesOf = (choose: (pair: CellPair) => boolean): Set<string> =>
		new Set(
			pairs()
				.filter(choose)
				.map(({cell}) => cell),
		);
	const isAfter = ({runtime}: {runtime: string}): boolean => afterIds.includes(runtime);

	options.onRun?.(`first, every cell without the patch, and ${all ? 'every cell' : 'a smoke set'} with it`);
	const first = await run(
		(cell, {core, smoke, reports}) =>
			!isAfter(cell) ||
			all ||
			core === true ||
			smoke === true ||
			isTied(
				question,
				reports,
				cell.knownIssues.map(({bug}) => bug),
			),
		1,
	);
	const failed = namesOf(wantsTheFix);
	if (failed.size > 0) {
		options.onRun?.(`then, with the patch, ${counted(failed.size, 'cell')} that failed without it`);
		await run(cell => isAfter(cell) && failed.has(nameOf(cell)), 1);
	}
	const deciding = namesOf(decides);
	if (deciding.size > 0 && repeat > 1) {
		options.onRun?.(`then, because a difference may be a flake, ${counted(deciding.size, 'cell')} again in both`);
		await run(cell => deciding.has(nameOf(cell)), repeat - 1);
	}

	const {verdict, because, cells} = judgePatch(pairs());
	const tried = cells.filter(({kind}) => kind !== 'untried');
	const both = tried.filter(({before, after}) => before && after);
	const causesIn = (side: 'before' | 'after') =>
		causesOf({...first, cells: both.flatMap(pair => pair[side]?.worst ?? [])});
	const patchset = patchsetDigest(question.patches);
	return {
		schema: 1,
		verdict,
		because,
		untried: cells.length - tried.length,
		project,
		before: `${project} from ${describePart(question.before)}`,
		after: `${project} from ${describePart(question.after)}`,
		patches: question.patches.map(({name}) => name),
		repeat,
		leftOut: [...question.leftOut],
		command: options.command,
		...(options.project && {projectFile: options.project}),
		...(patchset !== undefined && {patchset}),
		host: first.host,
		netlock: first.run.netlock,
		builds: first.builds,
		parts: decidingParts(first, afterIds),
		runs: ran.map(({folder}) => relative(options.out, folder)),
		causes: causeChanges(causesIn('before'), causesIn('after')),
		cells: tried,
	};
};
