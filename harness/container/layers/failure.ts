// Describes a failed dump or restore: the first layer that was wrong, and what the runtime printed.
import {lastWords, plainLines} from '../../runtimes/messages.ts';
import type {CellContext} from '../cell-context.ts';
import {Disagreement} from '../errors.ts';
import type {Instance} from '../instance.ts';
import type {Operation} from '../operation.ts';
import {type KernelLayer, kernelLayer} from './kernel.ts';
import {type RequestLayer, requestLayer, requestProblem} from './request.ts';

/** The runtime's own words for a failure. */
export const said = ({stderr, exit}: Pick<Operation, 'stderr' | 'exit'>): string => {
	if (exit === null) return 'it did not end within its time limit';
	return lastWords(stderr) ?? `exit ${exit}, and no word of why`;
};

/** The first layer that is wrong, for an operation that had to succeed and failed. */
export const failure = (context: CellContext, operation: Operation, instance?: Instance): Disagreement => {
	const problem = requestProblem(context, operation, instance);
	const symptoms = [...(operation.cause ?? []), ...plainLines(operation.stderr)];
	const where = context.place === undefined ? '' : ` in ${context.place}`;
	const words = `${context.runtime.name} ${operation.operation}${where} fails: ${operation.cause?.[0] ?? said(operation)}`;
	if (problem !== undefined) return new Disagreement('request', `${problem}; then ${words}`, symptoms);
	return new Disagreement('exit', words, symptoms);
};

/** An operation that failed and had to fail. */
export type Failed = {
	request: RequestLayer;
	kernel: KernelLayer;
	/** Asserts that the runtime's output, or the log that it names, contains this. */
	names: (what: string) => void;
};

/** @throws Disagreement when the operation succeeded */
export const failed = (context: CellContext, operation: Operation, instance?: Instance): Failed => {
	const problem = requestProblem(context, operation, instance);
	if (problem !== undefined) throw new Disagreement('request', problem);
	if (operation.exit === 0) {
		throw new Disagreement('exit', `${context.runtime.name} ${operation.operation} succeeds, but was to fail`);
	}
	return {
		request: requestLayer(context, operation, instance),
		kernel: kernelLayer(operation),
		names: what => {
			const words = [...(operation.cause ?? []), operation.stderr];
			if (words.some(line => line.includes(what))) return;
			throw new Disagreement(
				'exit',
				`the error does not name ${what}: ${operation.cause?.[0] ?? said(operation)}`,
				operation.cause,
			);
		},
	};
};
