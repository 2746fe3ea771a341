// Makes the entry of history from the results of a run.
import type {BuildResult} from '../../model/build-result.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {ImageResult, Results} from '../../model/results.ts';
import {causesOf} from '../causes/causes.ts';
import {isFlaky} from '../rounds.ts';
import {type Circumstances, type HistoryEntry, idsOf, letters, type Mark} from './entry.ts';

/** Enough digits of a digest to tell two builds apart. */
const short = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

const versioned = (version: string | undefined, digest: string | undefined): string =>
	[...(version === undefined ? [] : [version]), ...(digest === undefined ? [] : [`(${short(digest)})`])].join(' ');

const markOf = (cell: CellResult): Mark => {
	const {outcome, expected, unexpected} = cell;
	if (cell.cached) return 'cached';
	if (isFlaky(cell)) return 'flaky';
	if (outcome === 'pass') return unexpected || expected !== 'pass' ? 'unexpected pass' : 'pass';
	if (outcome === 'fail') return unexpected ? 'fail' : 'known failure';
	return outcome;
};

const settingOf = ({id, digest, facts}: ImageResult, build: BuildResult): Circumstances => {
	const criu = build.criu?.facts[id] ?? facts?.criu;
	const own = facts?.runtimes[build.runtime];
	const runtime = versioned(
		(build.versions[id] ?? own?.version)?.replace(/^\w+ version /, ''),
		build.made?.[id]?.digest ?? build.digest ?? own?.digest,
	);
	return {
		...(runtime !== '' && {[build.runtime]: runtime}),
		...(criu && {CRIU: versioned(criu.version, criu.digest)}),
		...(criu?.libcriu && {libcriu: versioned(undefined, criu.libcriu)}),
		...(criu?.defaultLock && {'default lock': criu.defaultLock}),
		...(digest !== undefined && {image: versioned(undefined, digest)}),
	};
};

const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)].sort();

const issuesIn = (cells: readonly CellResult[]): HistoryEntry['knownIssues'] => {
	const known = cells.filter(({knownIssue}) => knownIssue !== undefined);
	return [...Map.groupBy(known, ({knownIssue}) => knownIssue?.id ?? '')].map(([id, group]) => ({
		id,
		failing: group.filter(({outcome}) => outcome === 'fail' || outcome === 'error').length,
		passing: group.filter(({outcome}) => outcome === 'pass').length,
	}));
};

export const toEntry = (results: Results): HistoryEntry => {
	const {run, host, images, builds, scenarios, cells} = results;
	const axes = {
		images: distinct(cells.map(({image}) => image)),
		runtimes: distinct(cells.map(({runtime}) => runtime)),
		locks: distinct(cells.map(({lock}) => lock)),
		scenarios: distinct(cells.map(({scenario}) => scenario)),
	};
	const ids = idsOf(axes);
	const places = new Map(ids.map((id, place) => [id, place]));
	const byId = new Map(cells.map(cell => [cell.id, cell]));
	const planned = ids.map(id => byId.get(id));
	const settings = images
		.filter(({state, id}) => state === 'ready' && axes.images.includes(id))
		.flatMap(image => builds.map(build => [`${image.id}/${build.id}`, settingOf(image, build)] as const));
	return {
		schema: 1,
		run: run.id,
		started: run.started,
		finished: run.finished,
		interrupted: run.interrupted,
		command: run.command,
		unexpected: cells.filter(cell => cell.unexpected).length,
		axes,
		marks: planned.map(cell => letters[cell === undefined ? 'none' : markOf(cell)]).join(''),
		tenths: planned.flatMap(cell =>
			cell === undefined || cell.cached || cell.outcome === 'miss' || cell.outcome === 'skip'
				? []
				: [Math.round((cell.durations?.total ?? 0) / 100)],
		),
		host: {kernel: host.kernel, cgroups: host.cgroups, netlock: run.netlock},
		scenarios: Object.fromEntries(
			scenarios
				.filter(({id}) => axes.scenarios.includes(id))
				.flatMap(({id, digest}) => (digest === undefined ? [] : [[id, short(digest)]])),
		),
		settings: Object.fromEntries(settings),
		causes: (results.causes ?? causesOf(results)).map(({id, title, party, name, unexpected, knownIssues, cells}) => ({
			...{id, title, party, name, unexpected, knownIssues},
			cells: cells.flatMap(cell => places.get(cell) ?? []),
		})),
		knownIssues: issuesIn(cells),
	};
};
