// Reads a YAML file that people write, and says what is wrong with it and where.

import {readFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {parse} from 'yaml';
import {z} from 'zod';
import {NetlockError} from '../support/errors.ts';

export class FileInvalid extends NetlockError {
	override name = 'FileInvalid';
	constructor(file: string, problem: string, help: string) {
		super('usage', `${relative(process.cwd(), file)} is not valid`, `${problem}\n${help}`);
	}
}

/** @throws FileInvalid; `help` says where the format is described */
export const readYaml = async <Schema extends z.ZodType>(
	file: string,
	schema: Schema,
	help: string,
): Promise<z.output<Schema>> => {
	let content: unknown;
	try {
		content = parse(await readFile(file, 'utf8'));
	} catch (error) {
		throw new FileInvalid(file, (error as Error).message, help);
	}
	const parsed = schema.safeParse(content);
	if (!parsed.success) throw new FileInvalid(file, z.prettifyError(parsed.error), help);
	return parsed.data;
};
