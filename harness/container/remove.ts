// Ends and removes a container, as a user does. Its image files stay.
import {type CellContext, run} from './cell-context.ts';
import {Disagreement} from './errors.ts';
import type {Instance} from './instance.ts';
import {said} from './layers/failure.ts';

export const remove = async (context: CellContext, {id}: Instance): Promise<void> => {
	const {exit, stderr} = await run(context, context.runtime.delete(id));
	if (exit === 0) return;
	throw new Disagreement('exit', `${context.runtime.name} delete fails: ${said({stderr, exit})}`);
};
