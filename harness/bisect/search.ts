// Finds the build in which cells began to fail, as `git bisect` does, knowing that a cell may lie: every build is run several
// times, and a cell that both passes and fails in one build has no say. Pure: who runs the builds is the caller's matter.
import {UsageError} from '../model/usage-error.ts';
import type {Step} from '../results/bisection.ts';
import {
	type Account,
	type CellIn,
	type Found,
	flakeRate,
	type Judged,
	type NotFound,
	type Skipped,
} from '../results/bisection.ts';
import {BuildUnusable, type Memory, makeRounds, type RunOnce} from './rounds.ts';
import {Signal} from './signal.ts';

export type Options = {
	/** How many rounds a build is run. */
	repeat: number;
	run: RunOnce;
	/** All that are selected, if that is known beforehand. If not, the first build is run once to learn it. */
	cells?: readonly string[] | undefined;
	known?: Memory | undefined;
	onStep?: ((step: Judged | Skipped) => void) | undefined;
};

/**
 * `steps`: oldest first; the first should be good and the last bad, which is looked into.
 * @throws UsageError for fewer than two builds, or no rounds
 */
export const bisect = async (
	steps: readonly Step[],
	{repeat, run, cells: selected, known, onStep}: Options,
): Promise<Found | NotFound> => {
	if (steps.length < 2)
		throw new UsageError(`bisect: ${steps.length} builds`, 'Give two at least: a good and a bad one');
	if (!(Number.isInteger(repeat) && repeat > 0)) {
		throw new UsageError(`bisect: ${repeat} rounds`, 'Give a whole number from 1');
	}
	const rounds = makeRounds(run, repeat, known);
	const judged: Step[] = [];
	const skipped: Skipped[] = [];

	/** Whether the build could be looked into; if not, it is skipped. */
	const attempt = async (build: Step, look: () => Promise<void>): Promise<boolean> => {
		try {
			await look();
			judged.push(build);
			return true;
		} catch (error) {
			if (!(error instanceof BuildUnusable)) throw error;
			const skip: Skipped = {build, verdict: 'skipped', why: error.shortMessage};
			skipped.push(skip);
			onStep?.(skip);
			return false;
		}
	};

	let all: readonly string[] | undefined = selected;
	/** The first of these builds that can be run, with all cells. */
	const end = async (candidates: readonly Step[]): Promise<Step | undefined> => {
		for (const build of candidates) {
			const usable = await attempt(build, async () => {
				all ??= await rounds.discover(build);
				await rounds.complete(build, all, repeat);
			});
			if (usable) return build;
		}
		return undefined;
	};

	const first = await end(steps);
	const signal = new Signal(rounds, all ?? []);
	const account = (): Account => {
		const {flaky, untold} = signal;
		return {schema: 1, repeat, flakeRate, log: judged.map(build => signal.judge(build)), skipped, flaky, untold};
	};
	const notFound = (reason: NotFound['reason'], failing: CellIn[] = []): NotFound => ({
		...account(),
		found: false,
		reason,
		failing,
	});

	if (!first) return notFound('unusable');
	signal.settle(first, 'pass');
	onStep?.(signal.judge(first));
	const last = await end(steps.filter(({index}) => index > first.index).toReversed());
	if (!last) return notFound('unusable');
	signal.settle(last, 'fail');
	onStep?.(signal.judge(last));
	if (signal.cells.length === 0) {
		const failing = signal.those(first, 'fail', all);
		if (failing.length > 0) return notFound('first-bad', signal.seen(first, failing));
		if (signal.flaky.length > 0) return notFound('flaky');
		const trouble = signal.untold.length > 0 || signal.those(last, 'pass', all).length === 0;
		return notFound(trouble ? 'trouble' : 'last-good');
	}

	while (signal.cells.length > 0) {
		// Anew each time: a cell that was left out may have had the casting vote in builds that were judged before.
		const inOrder = judged.toSorted((a, b) => a.index - b.index);
		const firstBad = inOrder.find(build => signal.isBad(build)) ?? last;
		const lastGood = inOrder.findLast(({index}) => index < firstBad.index) ?? first;
		const between = steps.filter(({index}) => lastGood.index < index && index < firstBad.index);
		const next = nearestToMiddle(between, skipped);
		if (next) {
			if (await attempt(next, () => signal.examine(next, repeat))) onStep?.(signal.judge(next));
			continue;
		}
		return {
			...account(),
			found: true,
			lastGood,
			firstBad,
			suspects: [...between, firstBad],
			cells: signal.those(firstBad, 'fail').map(cell => ({
				cell,
				builds: inOrder.flatMap(build => signal.seen(build, [cell])).map(({build, counts}) => ({build, counts})),
			})),
			later: signal.those(firstBad, 'pass'),
			confidence: inOrder.reduce((product, build) => product * signal.certainty(build), 1),
		};
	}
	return notFound(signal.flaky.length > 0 ? 'flaky' : 'trouble');
};

const nearestToMiddle = (builds: readonly Step[], skipped: readonly Skipped[]): Step | undefined => {
	const distance = (build: Step): number => Math.abs(builds.indexOf(build) - (builds.length - 1) / 2);
	return builds
		.filter(build => !skipped.some(skip => skip.build === build))
		.toSorted((a, b) => distance(a) - distance(b))[0];
};
