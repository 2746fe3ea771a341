// Holds a scenario to what it declares in `has`: known issues go by that, so one that does more would be red where it is known to
// fail. Without a declaration (by hand, in tests) nothing is held.

import type {Behaviour} from '../model/behaviours.ts';
import {NetlockError} from '../support/errors.ts';
import type {CellContext} from './cell-context.ts';

class Undeclared extends NetlockError {
	override name = 'Undeclared';
	constructor(behaviour: Behaviour) {
		super('harness', `the scenario does not declare ${behaviour}: add it to its \`has\` (docs/writing-a-scenario.md)`);
	}
}

/** @throws Undeclared */
export const requireDeclared = ({has}: CellContext, behaviour: Behaviour): void => {
	if (has !== undefined && !has.includes(behaviour)) throw new Undeclared(behaviour);
};
