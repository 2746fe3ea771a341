// The rules by which an engine publishes a container's port. They are in the sandbox's own network namespace, which is
// the engine's host.

import {firewallChange, rulesInNft} from '../evidence/firewall.ts';
import {text} from '../support/text.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';

export type EngineRules = {
	/** Asserts that the sandbox has the same rules as before, in the same order, and no others. */
	areUnchanged: () => Promise<void>;
	/** Asserts that no rule names the port: the engine has taken it back. */
	areGone: () => Promise<void>;
};

const readRules = async (context: CellContext): Promise<string[]> => {
	const {exit, stdout, stderr} = await run(context, ['nft', '--stateless', 'list', 'ruleset']);
	if (exit !== 0) throw new EvidenceMissing('the engine’s rules could not be listed', stderr);
	return rulesInNft(text(stdout));
};

/** @throws EvidenceMissing when no rule names the port */
export const engineRules = async (context: CellContext, port: number): Promise<EngineRules> => {
	const naming = (rules: readonly string[]): string[] => rules.filter(rule => new RegExp(`\\b${port}\\b`).test(rule));
	const before = await readRules(context);
	if (naming(before).length === 0) throw new EvidenceMissing(`no rule in the sandbox publishes port ${port}`);
	return {
		areUnchanged: async () => {
			const change = firewallChange(before, await readRules(context));
			if (change !== undefined) throw new Disagreement('kernel', `the rules of the engine: the sandbox ${change}`);
		},
		areGone: async () => {
			const [left] = naming(await readRules(context));
			if (left === undefined) return;
			throw new Disagreement('kernel', `the engine has removed the container, but its port is published: ${left}`);
		},
	};
};
