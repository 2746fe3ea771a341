// Follows each cell and each cause through the runs of history. Runs are read one by one, and only changes stay in
// memory: memory does not grow with runs in which nothing changes.
import type {Party} from '../../model/cause.ts';
import {badMarks, type HistoryEntry, idsOf, letters, ranMarks} from './entry.ts';
import {type IssueTrend, seeIssues} from './issues.ts';
import {extend, type Spell, type State, stateOf} from './spells.ts';
import {type IndexedRun, summarize} from './summary.ts';
import {type Dependence, differences, type Surroundings} from './surroundings.ts';

type Track = {
	id: string;
	spells: Spell[];
	/** How many runs have it. */
	seen: number;
	/**
	 * In how many of these it was flaky, or differed from the runs around it although nothing that was measured changed.
	 */
	flaky: number;
	/** The newest run that has it. */
	last: number;
	/** Circumstances of that run. */
	around: Surroundings;
};

type CellTrack = Track & {
	dependence: Dependence;
	/** Tenths of a second: in the newest run, and the sum of all runs. */
	took: number;
	total: number;
};

type CauseTrack = Track & {
	title: string;
	party: Party;
	name: string;
	knownIssues: readonly string[];
	/** Every cell that it ever explained. */
	cells: Set<string>;
	/** How many cells it explains in the newest run that has it. */
	count: number;
};

export type CellTrend = Pick<Track, 'id' | 'spells' | 'seen' | 'flaky'> & {
	state: State;
	/** Milliseconds: in the newest run, and on average. */
	took: number;
	average: number;
};
export type CauseTrend = Pick<CauseTrack, 'id' | 'spells' | 'seen' | 'flaky' | 'title' | 'party' | 'name' | 'count'> & {
	state: State;
	knownIssues: string[];
};
export type Trend = {runs: IndexedRun[]; causes: CauseTrend[]; cells: CellTrend[]; issues: IssueTrend[]};

const see = (track: Track, bad: boolean, run: number, around: Surroundings, dependence: () => Dependence): void => {
	track.seen++;
	const ended = extend(track.spells, bad, run, () => differences(track.around, around, dependence()));
	if (ended) track.flaky++;
	track.last = run;
	track.around = around;
};

const dependenceOf = (ids: Iterable<string>): Dependence => {
	const words = [...ids].map(id => id.split('/'));
	return {
		settings: [...new Set(words.map(([image, runtime]) => `${image}/${runtime}`))],
		scenarios: [...new Set(words.map(([, , , scenario]) => scenario ?? ''))],
	};
};

/** The cells of runs with the same axes. They are computed once for all such runs. */
type Layout = {key: string; ids: string[]; places: Map<string, number>; tracks: (CellTrack | undefined)[]};

const layOut = (axes: HistoryEntry['axes'], key: string, cells: ReadonlyMap<string, CellTrack>): Layout => {
	const ids = idsOf(axes);
	return {key, ids, places: new Map(ids.map((id, place) => [id, place])), tracks: ids.map(id => cells.get(id))};
};

export const trendOf = (entries: Iterable<HistoryEntry>): Trend => {
	const runs: IndexedRun[] = [];
	const cells = new Map<string, CellTrack>();
	const causes = new Map<string, CauseTrack>();
	const issues = new Map<string, IssueTrend>();
	let layout: Layout | undefined;
	let known: {key: string; around: Surroundings} | undefined;

	const surroundingsOf = ({host, scenarios, settings}: HistoryEntry): Surroundings => {
		const around = {host, scenarios, settings};
		const key = JSON.stringify(around);
		if (known?.key !== key) known = {key, around};
		return known.around;
	};
	const layoutOf = ({axes}: HistoryEntry): Layout => {
		const key = JSON.stringify(axes);
		if (layout?.key !== key) layout = layOut(axes, key, cells);
		return layout;
	};

	/** The newest earlier run with a cell of the cause. It did not have the cause. */
	const lastWithout = (ids: readonly string[]): CellTrack | undefined => {
		let newest: CellTrack | undefined;
		for (const id of ids) {
			const cell = cells.get(id);
			if (cell && (newest === undefined || cell.last > newest.last)) newest = cell;
		}
		return newest;
	};
	const begin = (cause: HistoryEntry['causes'][number], ids: readonly string[], around: Surroundings): CauseTrack => {
		const {id, title, party, name, knownIssues} = cause;
		const track: CauseTrack = {
			...{id, title, party, name, knownIssues, spells: [], seen: 0, flaky: 0, last: -1, around},
			...{cells: new Set(), count: 0},
		};
		const without = lastWithout(ids);
		if (without) see(track, false, without.last, without.around, () => dependenceOf([]));
		causes.set(id, track);
		return track;
	};
	const seeCauses = (entry: HistoryEntry, {ids, places}: Layout, run: number, around: Surroundings): void => {
		const present = Map.groupBy(entry.causes, ({id}) => id);
		for (const [id, [first, ...others]] of present) {
			if (!first) continue;
			const own = [first, ...others].flatMap(cause => cause.cells.map(place => ids[place] ?? ''));
			const track = causes.get(id) ?? begin(first, own, around);
			for (const cell of own) track.cells.add(cell);
			track.title = first.title;
			track.knownIssues = first.knownIssues;
			track.count = own.length;
			see(track, true, run, around, () => dependenceOf(own));
		}
		for (const [id, track] of causes) {
			if (present.has(id)) continue;
			const ran = [...track.cells].filter(cell => ranMarks.has(entry.marks[places.get(cell) ?? -1] ?? ''));
			if (ran.length > 0) see(track, false, run, around, () => dependenceOf(ran));
		}
	};
	const seeCells = (entry: HistoryEntry, {ids, tracks}: Layout, run: number, around: Surroundings): void => {
		let ran = 0;
		for (let place = 0; place < entry.marks.length; place++) {
			const mark = entry.marks[place] ?? '';
			if (!ranMarks.has(mark)) continue;
			let track = tracks[place];
			if (track === undefined) {
				const id = ids[place] ?? '';
				track = {
					...{id, spells: [], seen: 0, flaky: 0, last: -1, around, took: 0, total: 0},
					dependence: dependenceOf([id]),
				};
				cells.set(id, track);
				tracks[place] = track;
			}
			track.took = entry.tenths[ran++] ?? 0;
			track.total += track.took;
			const {dependence} = track;
			if (mark === letters.flaky) {
				track.seen++;
				track.flaky++;
				track.last = run;
				track.around = around;
			} else see(track, badMarks.has(mark), run, around, () => dependence);
		}
	};

	for (const entry of entries) {
		const run = runs.push(summarize(entry)) - 1;
		const around = surroundingsOf(entry);
		const at = layoutOf(entry);
		// Causes come first, because the cells' state before this run says since when a cause exists.
		seeCauses(entry, at, run, around);
		seeCells(entry, at, run, around);
		seeIssues(issues, entry.knownIssues, run);
	}
	return {
		runs,
		issues: [...issues.values()],
		causes: [...causes.values()].map(({id, spells, seen, flaky, title, party, name, count, knownIssues}) => ({
			...{id, spells, seen, flaky, title, party, name, count},
			knownIssues: [...knownIssues],
			state: stateOf(spells),
		})),
		cells: [...cells.values()].map(({id, spells, seen, flaky, took, total}) => ({
			...{id, spells, seen, flaky},
			state: stateOf(spells),
			took: took * 100,
			average: Math.round((total * 100) / seen),
		})),
	};
};
