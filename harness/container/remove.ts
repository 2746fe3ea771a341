// Ends and removes a container, as a user does; what it was restored from is not touched.
import {lastWords} from '../runtimes/messages.ts';
import {Disagreement} from './errors.ts';
import type {Instance} from './instance.ts';
import {type Lab, run} from './lab.ts';

export const remove = async (lab: Lab, {id}: Instance): Promise<void> => {
	const {exit, stderr} = await run(lab, lab.runtime.delete(id));
	if (exit === 0) return;
	throw new Disagreement('exit', `${lab.runtime.name} delete fails: ${lastWords(stderr) ?? exit}`);
};
