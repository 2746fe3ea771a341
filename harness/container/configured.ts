// The options in the configuration files of a cell, and which of them counts. CRIU reads in this order, and a later
// value wins (CRIU criu/config.c, criu/cr-service.c): default.conf, the file that CRIU_CONFIG_FILE names, the request,
// the file that the request names.
import {type Method, methods} from '../model/axes.ts';
import type {CellContext} from './cell-context.ts';
import type {Operation} from './operation.ts';

export const defaultConf = '/etc/criu/default.conf';

/** One option in one file. */
export type Line = {file: string; option: string; value: string};

const split = (file: string, line: string): Line => {
	const [option = '', ...value] = line.split(/[\s=]+/);
	return {file, option, value: value.join(' ')};
};

export const linesOf = ({criuFiles}: CellContext, file: string | undefined): Line[] =>
	file === undefined ? [] : (criuFiles.get(file) ?? []).map(line => split(file, line));

/** Options that the request overrides if it has them. */
export const beforeRequest = (context: CellContext): Line[] => [
	...linesOf(context, defaultConf),
	...linesOf(context, context.environment?.CRIU_CONFIG_FILE),
];

const isMethod = (name: string | undefined): name is Method => methods.some(method => method === name);

const lockIn = (lines: readonly Line[]): Method | undefined => {
	const value = lines.findLast(({option}) => option === 'network-lock')?.value;
	return isMethod(value) ? value : undefined;
};

/** The lock that CRIU must use for a dump with this request. Undefined when CRIU's default is not known. */
export const lockOf = (context: CellContext, {request, configFile}: Operation): Method | undefined =>
	lockIn(linesOf(context, configFile)) ??
	(isMethod(request) ? request : undefined) ??
	lockIn(beforeRequest(context)) ??
	context.facts.criu.defaultLock;
