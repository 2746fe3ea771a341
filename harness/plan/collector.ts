// Lets the planner import scenario files and read their declarations, without AVA and without running anything.
import type {Declaration} from '../model/declaration.ts';

let sink: Declaration[] | undefined;

/** Whether scenario files are being read for their declarations only. */
export const collecting = (): boolean => sink !== undefined;

export const declare = (declaration: Declaration): void => {
	sink?.push(declaration);
};

/** The declarations that are made while `load` runs. */
export const collect = async (load: () => Promise<unknown>): Promise<Declaration[]> => {
	const collected: Declaration[] = [];
	sink = collected;
	await load();
	sink = [];
	return collected;
};
