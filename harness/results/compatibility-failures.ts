// Groups failures in the published compatibility data by reason: versions, locks, places and runs.
import type {RuntimeName} from '../model/axes.ts';
import {compareVersions} from '../model/versions.ts';
import type {Row} from './compatibility.ts';

/** The oldest and the newest version that were seen. */
export type VersionSpan = {from: string; to: string};

export type PublishedFailure = {
	why: string;
	link?: string | undefined;
	cells: number;
	/** Of each runtime that fails so. */
	runtimes: {name: RuntimeName; versions: VersionSpan}[];
	criu: VersionSpan;
	locks: string[];
	images: string[];
	runs: string[];
};

type Seen = {row: Row; why: Row['why'][number]; run: string};

/** Of all scenarios where a run had them, else of the core ones. */
const seenIn = (row: Row): Seen[] => {
	const {whole} = row;
	// A lock whose tool is missing is no failure of a cell.
	const {why, run} = whole ? whole : {why: row.why.filter(({cells}) => cells > 0), run: row.run};
	return why.map(each => ({row, why: each, run}));
};

const spanOf = (versions: readonly string[]): VersionSpan => {
	const sorted = versions.toSorted(compareVersions);
	return {from: sorted[0] ?? '', to: sorted.at(-1) ?? ''};
};

const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

/** The most cells first. */
export const publishedFailures = (rows: readonly Row[]): PublishedFailure[] => {
	const groups = Map.groupBy(rows.flatMap(seenIn), ({why}) => why.issue ?? why.why);
	const all = [...groups.values()].flatMap((seen): PublishedFailure[] => {
		const [first] = seen;
		if (first === undefined) return [];
		const byRuntime = Map.groupBy(seen, ({row}) => row.runtime);
		return [
			{
				why: first.why.why,
				link: first.why.link,
				cells: seen.reduce((sum, {why}) => sum + why.cells, 0),
				runtimes: [...byRuntime].map(([name, of]) => ({
					name,
					versions: spanOf(of.map(({row}) => row.versions.runtime)),
				})),
				criu: spanOf(seen.map(({row}) => row.versions.criu)),
				locks: distinct(seen.map(({row}) => row.lock)),
				images: distinct(seen.map(({row}) => row.image)),
				runs: distinct(seen.map(({run}) => run)),
			},
		];
	});
	return all.toSorted((a, b) => b.cells - a.cells || (a.why < b.why ? -1 : 1));
};
