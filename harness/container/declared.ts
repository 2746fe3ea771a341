// Checks that a scenario declares in `has` what it does. Known issues match on `has`: a cell with an undeclared
// behaviour would fail unexpectedly where that behaviour is known to fail. A context without `has` (by hand, in tests)
// is not checked.

import type {Behaviour} from '../model/behaviours.ts';
import {NetlockError} from '../support/errors.ts';
import type {CellContext, Destination} from './cell-context.ts';
import {EvidenceMissing} from './errors.ts';

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

/** @throws EvidenceMissing */
export const requireDestination = ({destination}: CellContext): Destination => {
	if (destination === undefined) throw new EvidenceMissing('the scenario declares no destinations');
	return destination;
};
