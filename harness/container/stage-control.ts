// Makes CRIU's work fail or wait at a stage, through netlock's action script (images/tools/action-script.sh).
import {setTimeout as sleep} from 'node:timers/promises';
import {EvidenceMissing} from './errors.ts';
import {type Lab, shell} from './lab.ts';
import type {Stage} from './scripts.ts';

const control = async (lab: Lab, script: string, ...words: string[]): Promise<void> => {
	const {exit, stderr} = await shell(lab, script, ...words);
	if (exit !== 0) throw new EvidenceMissing('the action script could not be told what to do', stderr);
};

/** The action script fails at this stage, or with none goes through all of them again. */
export const failAt = (lab: Lab, stage?: Stage): Promise<void> =>
	stage === undefined
		? control(lab, 'rm -f /run/netlock/fail-stage')
		: control(lab, 'printf \'%s\\n\' "$1" > /run/netlock/fail-stage', stage);

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
export const holdDumps = async (lab: Lab): Promise<Hold> => {
	await control(lab, 'echo post-dump > /run/netlock/hold-stage');
	const waiting = async (): Promise<number> => {
		const {stdout} = await lab.sandbox.exec([
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
		release: () => control(lab, 'rm -f /run/netlock/hold-stage'),
	};
	return hold;
};
