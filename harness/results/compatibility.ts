// The published compatibility data: rows are derived from runs, facts are written and reviewed by people, and neither may
// contradict the other.
import {z} from 'zod';
import {type Lock, locks, runtimeNames} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {ImageFacts} from '../model/facts.ts';
import {lockTool, methodFor} from '../model/method.ts';
import type {ImageResult, Results} from '../model/results.ts';
import {isVersionRange, satisfies} from '../model/versions.ts';
import {causesOf} from './causes/causes.ts';

/** Whether checkpoint and restore work, by the core scenarios: all of them, none, or some. */
export const answers = ['yes', 'partly', 'no', 'untried'] as const;
export type Answer = (typeof answers)[number];

const range = z.string().refine(isVersionRange, 'must be a version range such as ">=3.16 <4.2"');

const reason = z.object({
	why: z.string(),
	cells: z.number(),
	/** Of a known issue. */
	issue: z.string().optional(),
	link: z.string().optional(),
});

const row = z.object({
	image: z.string(),
	distro: z.string(),
	runtime: z.enum(runtimeNames),
	lock: z.enum(locks),
	/** What was measured there. */
	versions: z.object({runtime: z.string(), criu: z.string(), defaultLock: z.string(), kernel: z.string()}),
	works: z.enum(answers),
	passed: z.number(),
	of: z.number(),
	why: z.array(reason),
	/** The run that it is from. */
	run: z.string(),
	/** Since when the answer is the same, as far as runs were taken in. */
	since: z.object({run: z.string(), runtime: z.string(), criu: z.string()}),
});
export type Row = z.infer<typeof row>;

const fact = z.strictObject({
	says: z.string().min(1),
	works: z.enum(['yes', 'no']),
	/** Where it holds: all parts that are given. */
	where: z.strictObject({
		runtime: z.enum(runtimeNames).optional(),
		version: range.optional(),
		criu: range.optional(),
		kernel: range.optional(),
		lock: z.array(z.enum(locks)).optional(),
		image: z.array(z.string()).optional(),
	}),
	notes: z.string().optional(),
	links: z.array(z.url()).min(1),
	/** Runs that back it; empty where only the links do. */
	runs: z.array(z.string()),
});
export type Fact = z.infer<typeof fact>;

export const compatibility = z.strictObject({
	schema: z.literal(1),
	facts: z.array(fact),
	rows: z.array(row),
});
export type Compatibility = z.infer<typeof compatibility>;

/** Versions that packages decorate: `1.1.15+ds1`. */
const plain = (version: string): string => /\d+(\.\d+)*/.exec(version)?.[0] ?? version;

const reasonsOf = (cells: readonly CellResult[], results: Results): Row['why'] => {
	const causes = new Map((results.causes ?? causesOf(results)).map(each => [each.id, each]));
	const failing = cells.filter(({outcome}) => outcome === 'fail' || outcome === 'error');
	const keyOf = ({knownIssue, cause = ''}: CellResult): string => knownIssue?.id ?? cause;
	return [...Map.groupBy(failing, keyOf).values()].flatMap(group => {
		const [first] = group;
		if (first === undefined) return [];
		const {knownIssue, cause = '', reason = 'no reason recorded'} = first;
		const why = knownIssue?.reason.trim() ?? causes.get(cause)?.title ?? reason;
		return [{why, cells: group.length, ...(knownIssue && {issue: knownIssue.id, link: knownIssue.bug})}];
	});
};

const answerOf = (passed: number, of: number): Answer => {
	if (of === 0) return 'untried';
	if (passed === of) return 'yes';
	return passed === 0 ? 'no' : 'partly';
};

/** Where the lock's tool is missing, a scenario that passes shows only that this is told. */
const missingTool = (lock: Lock, facts: ImageFacts): Row['why'][number] | undefined => {
	const method = methodFor(lock, facts);
	const tool = method && lockTool[method];
	if (tool === undefined || facts.tools[tool]) return undefined;
	return {why: `${tool} is not in the image, so ${method} cannot lock`, cells: 0};
};

const rowsOf = (image: ImageResult, results: Results): Row[] => {
	const {facts} = image;
	if (facts === undefined) return [];
	const core = new Set(results.scenarios.filter(each => each.core).map(({id}) => id));
	return runtimeNames.flatMap(runtime =>
		locks.flatMap((lock): Row[] => {
			const version = facts.runtimes[runtime]?.version;
			const cells = results.cells.filter(
				cell => cell.image === image.id && cell.runtime === runtime && cell.lock === lock && core.has(cell.scenario),
			);
			if (version === undefined || cells.length === 0) return [];
			const ran = cells.filter(({outcome}) => outcome !== 'skip' && outcome !== 'miss');
			const passed = ran.filter(({outcome}) => outcome === 'pass').length;
			const {id: run} = results.run;
			const missing = missingTool(lock, facts);
			const why = reasonsOf(ran, results);
			const versions = {
				runtime: version,
				criu: facts.criu.version,
				defaultLock: facts.criu.defaultLock ?? 'unknown',
				kernel: facts.kernel,
			};
			return [
				{
					...{image: image.id, distro: image.title, runtime, lock, versions},
					works: missing ? 'no' : answerOf(passed, ran.length),
					...{passed, of: ran.length, why: missing ? [missing, ...why] : why},
					...{run, since: {run, runtime: version, criu: versions.criu}},
				},
			];
		}),
	);
};

const keyOf = ({image, runtime, lock}: Row): string => `${image}/${runtime}/${lock}`;

/** With the rows of a run in the place of earlier ones. What answers as before keeps its since. */
export const takeIn = (data: Compatibility, results: Results): Compatibility => {
	const rows = new Map(data.rows.map(each => [keyOf(each), each]));
	for (const next of results.images.flatMap(image => rowsOf(image, results))) {
		const before = rows.get(keyOf(next));
		rows.set(keyOf(next), before?.works === next.works ? {...next, since: before.since} : next);
	}
	const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
	return {...data, rows: sorted};
};

/** Rows that a fact is about. */
export const rowsAbout = ({where}: Fact, rows: readonly Row[]): Row[] =>
	rows.filter(
		({runtime, lock, image, versions}) =>
			(where.runtime === undefined || where.runtime === runtime) &&
			(where.version === undefined || satisfies(plain(versions.runtime), where.version)) &&
			(where.criu === undefined || satisfies(versions.criu, where.criu)) &&
			(where.kernel === undefined || satisfies(plain(versions.kernel), where.kernel)) &&
			(where.lock === undefined || where.lock.includes(lock)) &&
			(where.image === undefined || where.image.includes(image)),
	);

/** What is wrong with the data, one line each: facts that rows contradict, and runs that no row is from. */
export const contradictions = ({facts, rows}: Compatibility): string[] => {
	const known = new Set(rows.flatMap(({run, since}) => [run, since.run]));
	return facts.flatMap(each => {
		const against = rowsAbout(each, rows).filter(({works}) =>
			each.works === 'yes' ? works === 'no' || works === 'partly' : works === 'yes',
		);
		return [
			...against.map(one => `"${each.says}": ${keyOf(one)} says ${one.works} (${one.run})`),
			...each.runs.filter(run => !known.has(run)).map(run => `"${each.says}": no row is from run ${run}`),
			...(each.runs.length > 0 && rowsAbout(each, rows).length === 0 ? [`"${each.says}": no row backs it`] : []),
		];
	});
};
