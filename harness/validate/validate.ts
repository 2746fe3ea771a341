// Runs cells without a patch and with it, and judges. The base runs all that is selected; the patched build what fails there,
// what the patch is about, and a smoke set. What shows a difference, or a failure that no known issue explains, is then run
// again in both.
import type {Project} from '../builds/builder.ts';
import {type Build, column, type NamedPart, type NamedRuntime, type Part} from '../builds/request.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {Results} from '../model/results.ts';
import type {Judgement, Pair, Rounds} from '../results/validation.ts';
import type {Selection} from '../run/prepare.ts';
import {mergeRounds, tally} from '../run/rounds.ts';
import {type Ran, type RunOptions, runMatrix} from '../run/run.ts';
import {reportsIn} from './subject.ts';
import {judge, kindOf} from './verdict.ts';

export type Question = {
	project: Project;
	before: Part;
	after: Part;
	/** What stays the same: the runtime where CRIU is patched, CRIU where the runtime is. */
	runtime: NamedRuntime;
	criu: NamedPart;
	selection: Pick<Selection, 'images' | 'scenarios' | 'locks' | 'core'>;
	/** Reports that the patch names: cells that guard them are tied to it. */
	subject: ReadonlySet<string>;
	/** Every cell with the patch too. */
	all: boolean;
	/** Rounds of what differs or fails. */
	repeat: number;
};

export type Answer = Judgement & {
	/** Cells of the base that were not run with the patch. */
	untried: number;
	results: Results[];
	/** Folders of the runs, in their order. */
	folders: string[];
};

/** The two columns, alike but for the part that is patched. */
const twoBuilds = ({project, before, after, runtime, criu}: Question): {before: Build; after: Build} => {
	const of = (part: Part, name: string): Build =>
		project === 'criu'
			? column(runtime, {...part, id: `criu@${name}`})
			: column({...part, id: `${runtime.runtime}@${name}`, runtime: runtime.runtime}, criu);
	return {before: of(before, 'before'), after: of(after, 'after')};
};

type At = Pick<PlannedCell, 'image' | 'lock' | 'scenario'>;
const placeOf = ({image, lock, scenario}: At): string => `${image}/${lock}/${scenario}`;

const isBad = ({outcome}: CellResult): boolean => outcome !== 'pass' && outcome !== 'skip' && outcome !== 'miss';

/** Whether the patch names a report that the scenario guards, or the known issue that the cell falls under. */
const isTied = ({subject, project}: Question, reports: readonly string[], bug: string | undefined): boolean =>
	[...reports, ...reportsIn(bug ?? '', project)].some(each => subject.has(each));

/** @throws what runMatrix throws; the signal's reason when a run was interrupted */
export const validate = async (
	question: Question,
	options: Omit<RunOptions, 'isLatest' | 'out'> & {out: string; onRun?: (what: string) => void},
): Promise<Answer> => {
	const {selection, all, repeat} = question;
	const builds = twoBuilds(question);
	const ran: Ran[] = [];
	const run = async (keep: Selection['keep'], rounds: number): Promise<Results> => {
		const out = `${options.out}/run-${ran.length + 1}`;
		const once = await runMatrix(
			{...selection, builds: [builds.before, builds.after], repeat: rounds, ...(keep && {keep})},
			{...options, out, isLatest: false},
		);
		ran.push(once);
		options.signal.throwIfAborted();
		if (once.stuck) throw once.stuck;
		return once.results;
	};

	options.onRun?.(`first, every cell without the patch, and with it ${all ? 'too' : 'a smoke set'}`);
	const isAfter = ({runtime}: {runtime: string}): boolean => runtime === builds.after.id;
	const first = await run(
		(cell, {core, reports}) =>
			!isAfter(cell) || all || core === true || isTied(question, reports, cell.knownIssue?.bug),
		1,
	);

	const reportsOf = ({scenario}: CellResult): string[] =>
		first.scenarios.find(({id}) => id === scenario)?.reports ?? [];
	const named = (cell: CellResult): boolean => isTied(question, reportsOf(cell), cell.knownIssue?.bug);
	const explained = ({unexpected, knownIssue}: CellResult): boolean =>
		!unexpected && knownIssue !== undefined && !isTied(question, [], knownIssue.bug);
	const pairs = (): Pair[] => pairUp(ran, isAfter, named, explained);

	const untried = new Set(
		pairs().flatMap(({cell, before, after}) => (before && isBad(before.worst) && !after ? [cell] : [])),
	);
	if (untried.size > 0) {
		options.onRun?.(`then, with the patch, ${untried.size} cells that failed without it`);
		await run(cell => isAfter(cell) && untried.has(placeOf(cell)), 1);
	}
	const telling = new Set(
		pairs()
			.filter(isTelling)
			.map(({cell}) => cell),
	);
	if (telling.size > 0 && repeat > 1) {
		options.onRun?.(`then, to tell a difference from a flake, ${telling.size} cells again in both`);
		await run(cell => telling.has(placeOf(cell)), repeat - 1);
	}
	const judgement = judge(pairs());
	return {
		...judgement,
		untried: judgement.cells.filter(({kind}) => kind === 'untried').length,
		results: ran.map(({results}) => results),
		folders: ran.map(({folder}) => folder),
	};
};

/** Whatever the verdict may rest on: all but what passes in both, and what fails in both as a known issue says. */
const isTelling = (pair: Pair): boolean => {
	const kind = kindOf(pair);
	if (kind === 'still fails') return !pair.explained;
	return kind === 'regressed' || kind === 'fixed' || kind === 'flaky' || kind === 'trouble';
};

const pairUp = (
	ran: readonly Ran[],
	isAfter: (cell: CellResult) => boolean,
	isNamed: (cell: CellResult) => boolean,
	isExplained: (cell: CellResult) => boolean,
): Pair[] => {
	const seen = new Map<string, Record<'before' | 'after', CellResult[]>>();
	for (const cell of ran.flatMap(({results}) => results.cells)) {
		const both = seen.get(placeOf(cell)) ?? {before: [], after: []};
		seen.set(placeOf(cell), both);
		both[isAfter(cell) ? 'after' : 'before'].push(cell);
	}
	return [...seen].map(([cell, {before, after}]) => {
		const [was, is] = [roundsOf(before), roundsOf(after)];
		return {
			cell,
			...(was && {before: was}),
			...(is && {after: is}),
			tied: [...before, ...after].some(isNamed),
			explained: is !== undefined && isExplained(is.worst),
		};
	});
};

const roundsOf = (results: readonly CellResult[]): Rounds | undefined => {
	const worst = mergeRounds(results);
	return worst && {counts: tally([worst]), worst};
};
