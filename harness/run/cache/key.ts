// The key of a cell: a digest of everything that its result depends on. If any part changes, the key changes.
import type {Artifact} from '../../model/artifact.ts';
import type {PlannedCell} from '../../model/planned.ts';
import type {RunPlan} from '../../results/plan.ts';
import {sha256, sha256OfFile} from '../../support/sha256.ts';
import type {Surroundings} from './surroundings.ts';

type Read = (path: string) => string | undefined;

/** Reads each file once, because many cells use the same file. */
const onceEach = (): Read => {
	const known = new Map<string, string | undefined>();
	return path => {
		if (!known.has(path)) known.set(path, sha256OfFile(path));
		return known.get(path);
	};
};

/** Only the content of a file counts, not its path. */
const artifactKey = ({path, libcriu, libraries = []}: Artifact, read: Read): (string | undefined)[] =>
	[path, ...(libcriu === undefined ? [] : [libcriu]), ...libraries].map(read);

/** Undefined when the image or the build is not ready, or a file of the build is gone. */
const placeKey = (plan: RunPlan, {runtime}: PlannedCell, id: string, read: Read): object | undefined => {
	const image = plan.images.find(each => each.id === id);
	const build = plan.builds.find(each => each.id === runtime);
	const placed = build?.in[id];
	if (image?.state !== 'ready' || build === undefined || placed?.state === 'miss') return undefined;
	const parts = Object.entries(placed?.underTest ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
	const underTest = parts.map(([name, artifact]) => [name, ...artifactKey(artifact, read)]);
	if (underTest.flat().includes(undefined)) return undefined;
	return {image: image.digest, runtime: build.runtime, underTest};
};

/** What a plan has beside its axes and what does not count: a later netlock may add something that does. */
const rest = (plan: RunPlan): object => {
	const {schema: _s, run: _r, started: _t, command: _c, project: _p, folder: _f, owner: _o, jobs: _j, ...more} = plan;
	const {
		images: _i,
		builds: _b,
		libraries: _x,
		scenarios: _n,
		cells: _l,
		done: _d,
		endpoint: _e,
		profile: _h,
		...other
	} = more;
	const {repeat: _a, retry: _y, strict: _k, ...counts} = other;
	return counts;
};

/**
 * Cell → key. `scenarios`: path → digest of each scenario's file, with what it imports; a cell without one has no key.
 * Nor has one of a bundle that somebody gave: files of its root file system are not in any digest.
 */
export const keysOf = (
	plan: RunPlan,
	surroundings: Surroundings,
	scenarios: ReadonlyMap<string, string | undefined>,
): Map<string, string> => {
	if (plan.bundle !== undefined) return new Map();
	const read = onceEach();
	const byId = new Map(plan.scenarios.map(each => [each.id, each]));
	const whole = JSON.stringify([surroundings, rest(plan)]);
	const keys = new Map<string, string>();
	for (const cell of plan.cells.filter(({settled}) => settled === undefined)) {
		const {file = '', destination} = byId.get(cell.scenario) ?? {};
		const scenario = scenarios.get(file);
		const here = placeKey(plan, cell, cell.image, read);
		const there = destination === undefined ? {} : placeKey(plan, cell, destination, read);
		if (scenario === undefined || here === undefined || there === undefined) continue;
		// The id has the lock, and names the build as reports do. A known issue decides what a failure counts as.
		const parts = [cell.id, cell.lock, cell.knownIssues, scenario, here, there, whole];
		keys.set(cell.id, sha256(JSON.stringify(parts)));
	}
	return keys;
};
