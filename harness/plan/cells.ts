// Makes the cells from the axes: every combination, and for a cell that does not run the reason.

import {cellId, type Lock, type RuntimeName} from '../model/axes.ts';
import type {Scenario, Subject} from '../model/declaration.ts';
import {effectiveFacts} from '../model/effective-facts.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {KnownIssue} from '../model/known-issue.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import {methodFor} from '../model/method.ts';
import type {PlannedCell, PlannedImage, Settled} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import type {Runtime} from '../model/runtime.ts';
import {satisfies} from '../model/versions.ts';
import {knownIssuesFor} from './known-issues.ts';
import {broken} from './scenario-file-invalid.ts';

type Axes = {
	images: readonly PlannedImage[];
	builds: readonly ReadyBuild[];
	runtimes: Readonly<Record<RuntimeName, Runtime>>;
	locks: readonly Lock[];
	scenarios: readonly Scenario[];
	knownIssues: readonly KnownIssue[];
	/** Whether containers run a bundle of the user's own. */
	ownBundle?: boolean;
	/** ISO date: known issues expire. */
	today: string;
};

/** Calls a function of a scenario file. @throws ScenarioFileInvalid when the function throws */
const asked = <Answer>({file}: Scenario, what: string, ask: () => Answer): Answer => {
	try {
		return ask();
	} catch (error) {
		throw broken(file, `${what} throws`, error);
	}
};

/** Applies the gates of every scenario first, then the scenario's own. */
const reasonToSkip = (
	scenario: Scenario,
	subject: Omit<Subject, 'method'>,
	replacesLibcriu: boolean,
): string | undefined => {
	const {facts, lock, runtime} = subject;
	const measured = facts.runtimes[runtime.name];
	if (measured === undefined) return `the image has no ${runtime.name}`;
	if (replacesLibcriu && (measured.libcriu === 'built in' || measured.libcriu === 'none')) {
		const why = measured.libcriu === 'none' ? 'asks CRIU without libcriu' : 'has libcriu built in';
		return `${runtime.name} ${measured.version} ${why}: another libcriu.so.2 changes nothing`;
	}
	if (lock === 'skip' && runtime.usesLibcriu && satisfies(libcriuVersion(facts), '<3.19')) {
		return `libcriu ${libcriuVersion(facts)} knows no skip: from 3.19 on`;
	}
	if (!measured.checkpoints) return `${runtime.name} ${measured.version} is built without checkpoint/restore`;
	// A CRIU that cannot dump has no default lock. Its cells must still run and fail, so no gate may skip them.
	const method = methodFor(lock, facts) ?? (facts.criu.dumps ? undefined : 'skip');
	if (method === undefined) return `CRIU's default lock is unknown here: ${facts.criu.defaultLockError}`;
	return asked(scenario, 'skip', () => scenario.spec.skip?.({...subject, method}));
};

/** The facts of a column in an image, or why the column is unavailable there. */
const factsOf = (image: PlannedImage, build: ReadyBuild): {facts: ImageFacts} | Settled => {
	if (image.state === 'miss') return {outcome: 'miss', reason: image.reason};
	const placed = build.in[image.id];
	if (placed?.state === 'miss') return {outcome: 'miss', reason: placed.reason};
	return {facts: effectiveFacts(image.facts, build.runtime, placed?.replaced ?? {})};
};

const inVain = ({criu, kernel}: ImageFacts): string =>
	`CRIU ${criu.version} cannot dump anything on kernel ${kernel}: ${criu.defaultLockError ?? ''}`;

const placedIn = ({id}: Pick<PlannedImage, 'id'>, build: ReadyBuild) => {
	const placed = build.in[id];
	return placed?.state === 'ready' ? placed : undefined;
};

/** The part of the build under test that fails in every cell. Undefined when there is none. */
const brokenPart = ({id}: PlannedImage, build: ReadyBuild, why: string): string | undefined => {
	const {broken, criu} = placedIn({id}, build)?.replaced ?? {};
	return broken ?? (criu?.dumps === false ? why : undefined);
};

/** The destination, or the reason why no scenario can restore there. */
const findDestination = (
	id: string,
	images: readonly PlannedImage[],
	build: ReadyBuild,
): Settled | NonNullable<Subject['destination']> => {
	const image = images.find(each => each.id === id);
	if (!image) return {outcome: 'skip', reason: `${id}, where it is to be restored, is not selected`};
	const there = factsOf(image, build);
	if ('outcome' in there) return {outcome: 'miss', reason: `${id}, where it is to be restored: ${there.reason}`};
	if (there.facts.runtimes[build.runtime]?.checkpoints !== true) {
		return {outcome: 'skip', reason: `${id} has no ${build.runtime} that can restore`};
	}
	const {criu} = there.facts;
	// As where it is dumped: a package that does not work with this kernel is unavailable, a CRIU under test is not.
	if (!criu.dumps && placedIn(image, build)?.replaced.criu === undefined) {
		return {outcome: 'miss', reason: `${id}, where it is to be restored: ${inVain(there.facts)}`};
	}
	return {image: id, facts: there.facts, packaged: image.state === 'ready' ? image.facts : there.facts};
};

type Place = {image: PlannedImage; images: readonly PlannedImage[]; runtime: Runtime; ownBundle: boolean};

/**
 * Reasons that are known before the cell runs. The cell itself finds other conflicts with a bundle of the user's own.
 */
const onlyOwnConnects = 'a connection is looked at here, which only netlock’s own workload has';

const settle = (
	{image, images, runtime, ownBundle}: Place,
	build: ReadyBuild,
	lock: Lock,
	scenario: Scenario,
): PlannedCell['settled'] => {
	const here = factsOf(image, build);
	if ('outcome' in here) return here;
	const {facts} = here;
	const {criu} = facts;
	const measured = facts.runtimes[build.runtime];
	const lacking = image.state === 'ready' ? image.lacks[build.runtime] : undefined;
	if (measured === undefined && lacking !== undefined) return {outcome: 'miss', reason: `${build.runtime}: ${lacking}`};
	// A package that does not work with this kernel is unavailable. A CRIU under test is available, so it fails.
	const broken = brokenPart(image, build, inVain(facts));
	if (!criu.dumps && broken === undefined && measured?.checkpoints) return {outcome: 'miss', reason: inVain(facts)};
	if (ownBundle && scenario.spec.has?.includes('inet-socket')) return {outcome: 'skip', reason: onlyOwnConnects};
	const subject = {image: image.id, facts, runtime, lock};
	const destination =
		scenario.destination === undefined ? undefined : findDestination(scenario.destination, images, build);
	if (destination !== undefined && 'outcome' in destination) return destination;
	const replacesLibcriu = placedIn(image, build)?.underTest.libcriu !== undefined;
	const reason = reasonToSkip(scenario, {...subject, ...(destination && {destination})}, replacesLibcriu);
	if (reason !== undefined) return {outcome: 'skip', reason};
	return broken === undefined ? undefined : {outcome: 'fail', layer: 'exit', reason: broken};
};

export const planCells = (axes: Axes): PlannedCell[] => {
	const {images, builds, runtimes, locks, scenarios, knownIssues, ownBundle = false, today} = axes;
	const cells: PlannedCell[] = [];
	for (const image of images) {
		for (const build of builds) {
			const runtime = runtimes[build.runtime];
			const factsAt = (id?: string): ImageFacts | undefined => {
				const there = images.find(each => each.id === id);
				const found = there && factsOf(there, build);
				return found && 'facts' in found ? found.facts : undefined;
			};
			for (const scenario of scenarios) {
				if (asked(scenario, 'runtimes', () => scenario.spec.runtimes?.(runtime)) === false) continue;
				for (const lock of locks.filter(each => scenario.spec.locks.includes(each))) {
					const at = {image: image.id, runtime: build.id, lock, scenario: scenario.id};
					const settled = settle({image, images, runtime, ownBundle}, build, lock, scenario);
					const here = factsOf(image, build);
					const runs = settled === undefined || settled.outcome === 'fail';
					const issues =
						'facts' in here && runs
							? knownIssuesFor(
									knownIssues,
									{cell: at, facts: here.facts, has: scenario.spec.has, destination: factsAt(scenario.destination)},
									today,
								)
							: [];
					cells.push({
						...at,
						id: cellId(at),
						...(settled && {settled}),
						expected: (runs ? issues[0]?.outcome : settled?.outcome) ?? 'pass',
						knownIssues: issues,
						...(scenario.spec.capabilities && {capabilities: [...scenario.spec.capabilities]}),
					});
				}
			}
		}
	}
	return cells;
};
