// Makes CRIU's work fail or wait at a stage, through netlock's action script (images/tools/action-script.sh).
import {setTimeout as sleep} from 'node:timers/promises';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Stage} from '../layers/action-scripts.ts';

const control = async (context: CellContext, script: string, ...words: string[]): Promise<void> => {
	const {exit, stderr} = await shell(context, script, ...words);
	if (exit !== 0) throw new EvidenceMissing('the action script could not be told what to do', stderr);
};

/** The action script fails at this stage, or with none goes through all of them again. */
export const failAt = (context: CellContext, stage?: Stage): Promise<void> =>
	stage === undefined
		? control(context, 'rm -f /run/netlock/fail-stage')
		: control(context, 'printf \'%s\\n\' "$1" > /run/netlock/fail-stage', stage);

/** Milliseconds that dumps may take to get to the stage at which they are held. */
const patience = 30_000;

export type Hold = {
	/** Waits until so many dumps hold the lock and wait; false when `ended` first. */
	reachedBy: (count: number, ended?: () => boolean) => Promise<boolean>;
	/** Waits until two dumps hold the lock at once, and lets both go on. @throws EvidenceMissing when they do not */
	untilBoth: () => Promise<void>;
	release: () => Promise<void>;
};

/** From now on every dump waits while it holds the lock: at post-dump, the last stage before CRIU would let go of it. */
export const holdDumps = async (context: CellContext): Promise<Hold> => {
	await control(context, 'echo post-dump > /run/netlock/hold-stage');
	const waiting = async (): Promise<number> => {
		const {stdout} = await context.sandbox.exec([
			'sh',
			'-c',
			'ls /run/netlock/*-checkpoint/rulesets/*-post-dump.json | wc -l',
		]);
		return Number(Buffer.from(stdout).toString('utf8'));
	};
	const already = await waiting();
	const hold: Hold = {
		reachedBy: async (count, ended = () => false) => {
			const deadline = performance.now() + patience;
			while (performance.now() < deadline) {
				if ((await waiting()) - already >= count) return true;
				if (ended()) return false;
				await sleep(50);
			}
			return false;
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
