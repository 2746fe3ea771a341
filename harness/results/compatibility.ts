// The published compatibility data. Rows are derived from runs. Facts are written and reviewed by people. Neither may
// contradict the other.
import {z} from 'zod';
import {locks, runtimeNames} from '../model/axes.ts';
import {isVersionRange, satisfies} from '../model/versions.ts';

/** Whether checkpoint and restore work: all core scenarios pass, none, or some. */
export const answers = ['yes', 'partly', 'no', 'untried'] as const;
export type Answer = (typeof answers)[number];

const range = z.string().refine(isVersionRange, 'must be a version range such as ">=3.16 <4.2"');

const reason = z.object({
	why: z.string(),
	cells: z.number(),
	/** Id of a known issue. */
	issue: z.string().optional(),
	link: z.string().optional(),
});

const row = z.object({
	image: z.string(),
	distro: z.string(),
	runtime: z.enum(runtimeNames),
	lock: z.enum(locks),
	/** Measured versions. */
	versions: z.object({runtime: z.string(), criu: z.string(), defaultLock: z.string(), kernel: z.string()}),
	works: z.enum(answers),
	passed: z.number(),
	of: z.number(),
	why: z.array(reason),
	/** Of all scenarios, where a run had them; `works` is by the core scenarios. */
	whole: z.object({passed: z.number(), of: z.number(), why: z.array(reason), run: z.string()}).optional(),
	/** The run that the row comes from. */
	run: z.string(),
	/** Since which run the answer is the same, among the runs in the data. */
	since: z.object({run: z.string(), runtime: z.string(), criu: z.string()}),
});
export type Row = z.infer<typeof row>;

const fact = z.strictObject({
	says: z.string().min(1),
	works: z.enum(['yes', 'no']),
	/** Where the fact holds. Every given part must match. */
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
	/** Runs that prove it. Empty: only the links do. */
	runs: z.array(z.string()),
});
export type Fact = z.infer<typeof fact>;

export const compatibility = z.strictObject({
	schema: z.literal(1),
	facts: z.array(fact),
	rows: z.array(row),
});
export type Compatibility = z.infer<typeof compatibility>;

/** The upstream part of a package's version: `1.1.15+ds1`. */
const plain = (version: string): string => /\d+(\.\d+)*/.exec(version)?.[0] ?? version;

export const keyOf = ({image, runtime, lock}: Row): string => `${image}/${runtime}/${lock}`;

/** Rows that a fact covers. */
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

/** Contradictions in the data, one line each: facts that rows contradict, and runs without a row. */
export const contradictions = ({facts, rows}: Compatibility): string[] => {
	const known = new Set(rows.flatMap(({run, since, whole}) => [run, since.run, ...(whole ? [whole.run] : [])]));
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
