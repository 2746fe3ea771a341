// Reads a results file, which may come from another machine.
import {existsSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {type Results, results as schema} from '../model/results.ts';
import {UsageError} from '../model/usage-error.ts';
import {mostOfOwn, readRegularFile} from '../support/regular-file.ts';
import {withCauses} from './causes/causes.ts';

/** `path`: a run's folder, or a results file. @throws UsageError that names what is wrong with it */
export const readResultsAt = async (path: string): Promise<Results> => {
	const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'results.json') : path;
	let content: unknown;
	try {
		content = JSON.parse(readRegularFile(file, mostOfOwn).toString());
	} catch (error) {
		throw new UsageError(
			`${file} cannot be read: ${(error as Error).message}`,
			'Give a run’s folder, or its results.json',
		);
	}
	const parsed = schema.safeParse(content);
	if (parsed.success) return parsed.data.causes === undefined ? withCauses(parsed.data) : parsed.data;
	throw new UsageError(`${file} is not a results file of version 1`, z.prettifyError(parsed.error));
};
