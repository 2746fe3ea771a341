// Reads a YAML file that people write, and says what is wrong with it and where.
import {readFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {parse} from 'yaml';
import {z} from 'zod';

export class FileInvalid extends Error {
	override name = 'FileInvalid';
	shortMessage: string;
	constructor(file: string, problem: string, help: string) {
		const shown = relative(process.cwd(), file);
		super(`${shown} is not valid:\n${problem}\n${help}`);
		this.shortMessage = `${shown} is not valid`;
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
