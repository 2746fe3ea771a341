// Makes the rows of the published compatibility data from a run: the core scenarios, and other failures.
import {type Lock, locks, runtimeNames} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {ImageFacts} from '../model/facts.ts';
import {lockTool, methodFor} from '../model/method.ts';
import type {ImageResult, Results} from '../model/results.ts';
import {causesOf} from './causes/causes.ts';
import {type Answer, type Compatibility, keyOf, type Row} from './compatibility.ts';

const reasonsOf = (cells: readonly CellResult[], results: Results): Row['why'] => {
	const causes = new Map((results.causes ?? causesOf(results)).map(each => [each.id, each]));
	const failing = cells.filter(({outcome}) => outcome === 'fail');
	const keyOf = ({knownIssue, cause = ''}: CellResult): string => knownIssue?.id ?? cause;
	return [...Map.groupBy(failing, keyOf).values()].flatMap(group => {
		const [first] = group;
		if (first === undefined) return [];
		const {knownIssue, cause = '', reason = 'no reason recorded'} = first;
		const why = knownIssue?.reason.trim() ?? causes.get(cause)?.title ?? reason;
		return [{why, cells: group.length, ...(knownIssue && {issue: knownIssue.id, link: knownIssue.bug})}];
	});
};

/** Why no cell ran. This is no failure of a cell. */
const notRun = (cells: readonly CellResult[]): Row['why'] =>
	[...new Set(cells.flatMap(({reason}) => reason ?? []))].map(why => ({why, cells: 0}));

/** Cells that passed or failed. */
const applicable = (cells: readonly CellResult[]): CellResult[] =>
	cells.filter(({outcome}) => outcome === 'pass' || outcome === 'fail');

const passedIn = (cells: readonly CellResult[]): number => cells.filter(({outcome}) => outcome === 'pass').length;

/** Numbers of all scenarios. Undefined for a run of only the core scenarios. */
const wholeOf = (cells: readonly CellResult[], core: ReadonlySet<string>, results: Results): Row['whole'] => {
	const ran = applicable(cells);
	if (ran.every(({scenario}) => core.has(scenario))) return undefined;
	return {passed: passedIn(ran), of: ran.length, why: reasonsOf(ran, results), run: results.run.id};
};

const answerOf = (passed: number, of: number): Answer => {
	if (of === 0) return 'untried';
	if (passed === of) return 'yes';
	return passed === 0 ? 'no' : 'partly';
};

/** If the lock's tool is missing, a scenario that passes only shows that the runtime says so. */
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
			const all = results.cells.filter(
				cell => cell.image === image.id && cell.runtime === runtime && cell.lock === lock,
			);
			const cells = all.filter(({scenario}) => core.has(scenario));
			if (version === undefined || cells.length === 0) return [];
			const ran = applicable(cells);
			const passed = passedIn(ran);
			const whole = wholeOf(all, core, results);
			const {id: run} = results.run;
			const missing = missingTool(lock, facts);
			const why = ran.length === 0 ? notRun(cells) : reasonsOf(ran, results);
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
					...(whole && {whole}),
					...{run, since: {run, runtime: version, criu: versions.criu}},
				},
			];
		}),
	);
};

/** A run of only the core scenarios does not replace the numbers of a run of all scenarios with the same versions. */
const sameVersions = (a: Row, b: Row): boolean =>
	(['runtime', 'criu', 'kernel'] as const).every(each => a.versions[each] === b.versions[each]);

/** Replaces earlier rows by those of a run. A row with the same answer keeps its `since`. */
export const takeIn = (data: Compatibility, results: Results): Compatibility => {
	const rows = new Map(data.rows.map(each => [keyOf(each), each]));
	for (const next of results.images.flatMap(image => rowsOf(image, results))) {
		const before = rows.get(keyOf(next));
		const whole = next.whole ?? (before && sameVersions(before, next) ? before.whole : undefined);
		const since = before?.works === next.works ? before.since : next.since;
		rows.set(keyOf(next), {...next, since, ...(whole && {whole})});
	}
	const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
	return {...data, rows: sorted};
};
