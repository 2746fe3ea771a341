// Compares two runs cell by cell: what changed, and what besides the build may be the reason.
import type {BuildResult} from '../model/build-result.ts';
import type {CauseChange} from '../model/cause.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {Results} from '../model/results.ts';
import {causeChanges} from './causes/cause-changes.ts';
import {causesOf} from './causes/causes.ts';

/**
 * `regressed`: passed before and fails now, and only the build changed. `worse`: the same, but something else changed
 * too, or nothing changed at all, as with a flaky cell.
 */
export const kinds = ['regressed', 'worse', 'fixed', 'changed', 'added', 'removed', 'unchanged'] as const;
export type Kind = (typeof kinds)[number];

export type CellChange = {
	/** Its id in the second run, or in the first run if it is not in the second. */
	id: string;
	kind: Kind;
	before?: CellResult;
	after?: CellResult;
	/** Whether the build differs, by the digest of the runtime's executable. */
	buildChanged: boolean;
	/** What else differs: `kernel 6.18 → 6.19`, `CRIU 4.1.1 → 4.2.1`. */
	besides: string[];
};

export type Comparison = {
	before: string;
	after: string;
	/** Causes of the cells with a result in both runs. */
	causes: CauseChange[];
	changes: CellChange[];
};

const hasRun = (cell: CellResult | undefined): boolean =>
	cell !== undefined && cell.outcome !== 'miss' && cell.outcome !== 'skip';

/** Cells with a result in both runs: neither `miss` nor `skip`. Only these are compared. */
export const comparedIn = ({changes}: Pick<Comparison, 'changes'>): CellChange[] =>
	changes.filter(({before, after}) => hasRun(before) && hasRun(after));

const differs = (what: string, before: string | undefined, after: string | undefined): string[] =>
	before === after ? [] : [`${what} ${before ?? 'unknown'} → ${after ?? 'unknown'}`];

/** At most so many packages are named one by one. */
const listed = 3;

const packagesChanged = (before: ImageFacts, after: ImageFacts, except: string): string[] => {
	const names = [...new Set([...Object.keys(before.packages), ...Object.keys(after.packages)])].sort();
	const changed = names
		.filter(name => name !== except)
		.flatMap(name => differs(name, before.packages[name] ?? 'absent', after.packages[name] ?? 'absent'));
	const rest = changed.length - listed;
	return rest > 0 ? [...changed.slice(0, listed), `and ${rest} more packages`] : changed;
};

const buildOf = (results: Results, cell: CellResult): BuildResult | undefined =>
	results.builds.find(({id}) => id === cell.runtime);

const factsOf = (results: Results, cell: CellResult): ImageFacts | undefined =>
	results.images.find(({id}) => id === cell.image)?.facts;

const libcriuDigest = ({libcriu}: BuildResult, image: string): string | undefined =>
	libcriu?.made?.[image]?.digest ?? libcriu?.digest;

/** Digests of the runtime's executable, and of CRIU's and libcriu's where they are under test. */
const buildDigest = (results: Results, cell: CellResult): string | undefined => {
	const build = buildOf(results, cell);
	if (build === undefined) return undefined;
	const runtime =
		build.made?.[cell.image]?.digest ??
		build.digest ??
		factsOf(results, cell)?.runtimes[build.runtime]?.digest ??
		'unknown';
	const criu = build.criu?.facts[cell.image]?.digest;
	const libcriu = libcriuDigest(build, cell.image);
	return [runtime, criu, libcriu].filter(each => each !== undefined).join(' ');
};

/** The CRIU of a cell. A CRIU under test belongs to the build, so it does not count as something else that changed. */
const criuOf = (results: Results, cell: CellResult): ImageFacts['criu'] | undefined =>
	buildOf(results, cell)?.criu?.facts[cell.image] ?? factsOf(results, cell)?.criu;

const criuChanged = (before: ImageFacts['criu'], after: ImageFacts['criu']): string[] => [
	...differs('CRIU', before.version, after.version),
	...(before.version === after.version && before.digest !== after.digest
		? [`CRIU ${after.version}, another build`]
		: []),
	...differs('libcriu', before.libcriuVersion, after.libcriuVersion),
	...differs("CRIU's default lock", before.defaultLock, after.defaultLock),
];

const besidesTheBuild = (before: Results, old: CellResult, after: Results, now: CellResult): string[] => {
	const [oldFacts, facts] = [factsOf(before, old), factsOf(after, now)];
	const scenario = (results: Results) => results.scenarios.find(({id}) => id === now.scenario)?.digest;
	const [oldCriu, criu] = [criuOf(before, old), criuOf(after, now)];
	const criuIsUnderTest = buildOf(before, old)?.criu !== undefined && buildOf(after, now)?.criu !== undefined;
	const inImage =
		oldFacts && facts && oldCriu && criu
			? [
					...(criuIsUnderTest ? [] : criuChanged(oldCriu, criu)),
					...packagesChanged(oldFacts, facts, buildOf(after, now)?.runtime ?? ''),
				]
			: differs('image', oldFacts && 'measured', facts && 'measured');
	return [
		...differs('kernel', before.host.kernel, after.host.kernel),
		...differs('cgroups', before.host.cgroups, after.host.cgroups),
		...differs('netlock', before.run.netlock, after.run.netlock),
		...(scenario(before) === scenario(after) ? [] : [`the scenario ${now.scenario}`]),
		...inImage,
	];
};

const bad = ({outcome}: CellResult): boolean => outcome === 'fail' || outcome === 'error';

const kindOf = (old: CellResult, now: CellResult, buildChanged: boolean, besides: readonly string[]): Kind => {
	if (old.outcome === now.outcome && old.layer === now.layer) return 'unchanged';
	if (old.outcome === 'pass' && bad(now)) return buildChanged && besides.length === 0 ? 'regressed' : 'worse';
	return bad(old) && now.outcome === 'pass' ? 'fixed' : 'changed';
};

/** `columns`: name of a build in the first run → its name in the second run, for builds with different names. */
export const compare = (
	before: Results,
	after: Results,
	columns: ReadonlyMap<string, string> = new Map(),
): Comparison => {
	const renamed = (cell: CellResult): string =>
		[cell.image, columns.get(cell.runtime) ?? cell.runtime, cell.lock, cell.scenario].join('/');
	// A build is left out if another one is compared in its place, on either side.
	const taken = new Set([...columns.values()].filter(name => !columns.has(name)));
	const left = new Set([...columns.keys()].filter(name => !new Set(columns.values()).has(name)));
	const old = new Map(
		before.cells.filter(({runtime}) => !taken.has(runtime)).map(cell => [renamed(cell), cell] as const),
	);
	const others = after.cells.filter(({runtime}) => !left.has(runtime));
	const changes = others.map((now): CellChange => {
		const was = old.get(now.id);
		old.delete(now.id);
		if (!was) return {id: now.id, kind: 'added', after: now, buildChanged: false, besides: []};
		const buildChanged = buildDigest(before, was) !== buildDigest(after, now);
		const besides = besidesTheBuild(before, was, after, now);
		return {id: now.id, kind: kindOf(was, now, buildChanged, besides), before: was, after: now, buildChanged, besides};
	});
	const removed = [...old].map(
		([id, cell]): CellChange => ({id, kind: 'removed', before: cell, buildChanged: false, besides: []}),
	);
	const compared = comparedIn({changes});
	const causes = causeChanges(
		causesOf({...before, cells: compared.flatMap(change => change.before ?? [])}),
		causesOf({...after, cells: compared.flatMap(change => change.after ?? [])}),
	);
	return {before: before.run.id, after: after.run.id, causes, changes: [...changes, ...removed]};
};
