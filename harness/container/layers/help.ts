// Checks a runtime's own help.

import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {type CellContext, run} from '../cell-context.ts';
import {Disagreement} from '../errors.ts';

export type Help = {
	/** Asserts that the help for `checkpoint` has each of these words. */
	names: (words: readonly string[]) => Promise<void>;
};

export const help = (context: CellContext): Help => ({
	names: async words => {
		const {exit, stdout, stderr} = await run(context, [context.runtime.name, 'checkpoint', '--help'], {
			limitSeconds: limits.askProgramSeconds,
		});
		const command = `${context.runtime.name} checkpoint --help`;
		if (exit !== 0) throw new Disagreement('exit', `${command} fails: ${stderr.trim()}`);
		const said = text(stdout);
		const missing = words.filter(word => !said.includes(word));
		if (missing.length === 0) return;
		const about = said.split('\n').filter(line => line.includes('network-lock'));
		throw new Disagreement('exit', `${command} does not name ${missing.join(', ')}`, about);
	},
});
