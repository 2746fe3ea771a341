// Describes what is wrong with a value that people wrote, in words for people and not for a type checker.
import type {z} from 'zod';
import {nearest} from '../support/nearest.ts';

const kinds: Readonly<Record<string, string>> = {
	array: 'a list',
	boolean: 'true or false',
	function: 'a function',
	int: 'a whole number',
	number: 'a number',
	object: 'keys with values',
	record: 'keys with values',
	string: 'text',
};

const noSuchValue = (given: unknown, values: readonly unknown[]): string => {
	const valid = values.map(String);
	const [near] = nearest(String(given), valid);
	const help = near === undefined ? `valid: ${valid.join(', ')}` : `did you mean ${near}?`;
	return `there is no ${JSON.stringify(given)}; ${help}`;
};

/** `given`: the value. Undefined when there is none. */
export const plainIssue = (issue: z.core.$ZodIssue, given: unknown): string => {
	if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
		if (given === undefined) return 'is missing';
		if (issue.code === 'invalid_value') return noSuchValue(given, issue.values);
		return `must be ${kinds[issue.expected] ?? issue.expected}`;
	}
	if (issue.code !== 'too_small') return issue.message;
	if (issue.origin === 'number' || issue.origin === 'int') {
		return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
	}
	return 'is empty';
};
