// The process of the user's own bundle. It does not count as netlock's workload does: from outside, netlock only sees
// that it runs, and its command line.
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {until} from '../support/until.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing, NotCombined} from './errors.ts';
import {runtimeState} from './inspect.ts';
import type {Instance} from './instance.ts';

/** @throws NotCombined when the run has a bundle of the user's own */
export const requireOwnWorkload = ({bundle}: CellContext, why: string): void => {
	if (bundle !== undefined) throw new NotCombined(why);
};

const commandLineNow = async (context: CellContext, instance: Instance): Promise<string> => {
	const {pid, status} = await runtimeState(context, instance);
	if (status !== 'running') throw new Disagreement('behaviour', `the container is ${status}, not running`);
	const {stdout} = await run(context, ['cat', `/proc/${pid}/cmdline`]);
	return text(stdout).replaceAll('\0', ' ').trim();
};

/**
 * Command line of its root process. Undefined for netlock's own workload. @throws Disagreement when the process does
 * not run
 */
export const ownProcess = async (context: CellContext, instance: Instance): Promise<string | undefined> =>
	context.bundle === undefined ? undefined : commandLineNow(context, instance);

/** @throws EvidenceMissing when the process does not keep running */
export const ownProcessRuns = async (context: CellContext, instance: Instance): Promise<void> => {
	const look = () => commandLineNow(context, instance).catch(() => undefined);
	const found = await until(async () => (await look()) || undefined, {limitMs: limits.workloadMs, everyMs: 50});
	if (!found) throw new EvidenceMissing('the process of the bundle does not go on: it has to run until it is ended');
};

/** @throws Disagreement when the process differs from the one before */
export const ownProcessGoesOn = async (context: CellContext, instance: Instance, before: string): Promise<void> => {
	const after = await commandLineNow(context, instance);
	if (after !== before) throw new Disagreement('behaviour', `now "${after}" runs, and before it was "${before}"`);
};
