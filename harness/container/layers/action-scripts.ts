// Checks at which stages CRIU ran the action scripts. An administrator's own scripts use the same hook as netlock's.
import {Disagreement} from '../errors.ts';
import type {Operation} from '../operation.ts';

/** Stages at which netlock's action script saves a ruleset (images/tools/action-script.sh). */
const stageNames = ['network-lock', 'post-dump', 'network-unlock', 'post-restore', 'pre-resume'] as const;
const stages: ReadonlySet<string> = new Set(stageNames);
export type Stage = (typeof stageNames)[number];

export type ScriptsLayer = {
	/** Asserts that CRIU ran the scripts at these stages, in this order, and at no other. */
	ranAt: (...stages: Stage[]) => void;
};

const list = (stages: readonly string[]): string => (stages.length === 0 ? 'at no stage' : `at ${stages.join(', ')}`);

export const scriptsLayer = ({operation, kernel = []}: Operation): ScriptsLayer => ({
	ranAt: (...wanted) => {
		const ran = kernel.map(({stage}) => stage).filter(stage => stages.has(stage));
		if (ran.join() === wanted.join()) return;
		throw new Disagreement(
			'behaviour',
			`in the ${operation} action scripts were to run ${list(wanted)}, but ran ${list(ran)}`,
		);
	},
});
