// Makes CRIU's work fail or wait at a stage, through netlock's action script (images/tools/action-script.sh).

import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Stage} from '../layers/action-scripts.ts';

const control = async (context: CellContext, script: string, ...words: string[]): Promise<void> => {
	const {exit, stderr} = await shell(context, script, ...words);
	if (exit !== 0) throw new EvidenceMissing('the action script could not be told what to do', stderr);
};

/** Makes the action script fail at this stage. Without a stage it succeeds at all stages again. */
export const failAt = (context: CellContext, stage?: Stage): Promise<void> =>
	stage === undefined
		? control(context, 'rm -f /run/netlock/fail-stage')
		: control(context, 'printf \'%s\\n\' "$1" > /run/netlock/fail-stage', stage);

export type Hold = {
	/** Waits until `count` dumps hold the lock. False if `ended` is true first. */
	reachedBy: (count: number, ended?: () => boolean) => Promise<boolean>;
	/**
	 * Waits until two dumps hold the lock at the same time, then releases both. @throws EvidenceMissing when that does
	 * not happen
	 */
	untilBoth: () => Promise<void>;
	release: () => Promise<void>;
};

/**
 * From now on every dump waits while it holds the lock. It waits at post-dump, the last stage before CRIU would release
 * the lock.
 */
export const holdDumps = async (context: CellContext): Promise<Hold> => {
	await control(context, 'echo post-dump > /run/netlock/hold-stage');
	const waiting = async (): Promise<number> => {
		const {stdout} = await context.sandbox.exec([
			'sh',
			'-c',
			'ls /run/netlock/*-checkpoint/rulesets/*-post-dump.json | wc -l',
		]);
		return Number(text(stdout));
	};
	const already = await waiting();
	const hold: Hold = {
		reachedBy: async (count, ended = () => false) => {
			const look = async (): Promise<'reached' | 'ended' | undefined> => {
				if ((await waiting()) - already >= count) return 'reached';
				return ended() ? 'ended' : undefined;
			};
			return (await until(look, {limitMs: limits.stageMs, everyMs: 50})) === 'reached';
		},
		untilBoth: async () => {
			const both = await hold.reachedBy(2);
			await hold.release();
			if (!both) throw new EvidenceMissing('two dumps were never under way at once');
		},
		release: () => control(context, 'rm -f /run/netlock/hold-stage'),
	};
	return hold;
};
