// Reads a YAML file that people write. Its errors name file, line and key.

import {relative} from 'node:path';
import {type Document, isMap, isNode, isScalar, LineCounter, parseDocument} from 'yaml';
import {z} from 'zod';
import {NetlockError} from '../support/errors.ts';
import {nearPathsHelp} from '../support/near-paths.ts';
import {noSuchKey} from '../support/nearest.ts';
import {readRegularFile} from '../support/regular-file.ts';
import {plainIssue} from './plain-issue.ts';

/** `at`: the line, from 1. */
type Problem = {at?: number | undefined; what: string};

export class FileInvalid extends NetlockError {
	override name = 'FileInvalid';
	constructor(file: string, problems: string | readonly [Problem, ...Problem[]], help: string) {
		const [first, ...others] = typeof problems === 'string' ? [{what: problems}] : problems;
		const name = relative(process.cwd(), file);
		const say = ({at, what}: Problem): string => `${name}${at === undefined ? '' : `:${at}`}: ${what}`;
		super('usage', say(first), [...others.slice(0, 10).map(say), help].join('\n'));
	}
}

type Path = readonly PropertyKey[];

/** Position of the value at a path, or of the nearest parent. */
const offsetOf = (document: Document, path: Path): number => {
	for (let length = path.length; length > 0; length--) {
		const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
		const key = path[length - 1];
		if (isMap(parent)) {
			const pair = parent.items.find(each => isScalar(each.key) && each.key.value === key);
			if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
		}
		const node = document.getIn(path.slice(0, length), true);
		if (isNode(node)) return node.range?.[0] ?? 0;
	}
	return document.contents?.range?.[0] ?? 0;
};

/** Line of the value at a path in a YAML file, from 1. */
export const lineOf = (text: string, path: Path): number => {
	const lines = new LineCounter();
	return lines.linePos(offsetOf(parseDocument(text, {lineCounter: lines}), path)).line;
};

/** Valid keys at a path of a schema, if the schema lists them. */
const validKeys = (schema: z.core.$ZodType, [head, ...rest]: Path): string[] => {
	if (schema instanceof z.ZodOptional) return validKeys(schema.unwrap(), head === undefined ? [] : [head, ...rest]);
	if (schema instanceof z.ZodArray) return validKeys(schema.element, rest);
	if (!(schema instanceof z.ZodObject)) return [];
	if (head === undefined) return Object.keys(schema.shape);
	const next = schema.shape[String(head)];
	return next === undefined ? [] : validKeys(next, rest);
};

const problemsOf = (
	issue: z.core.$ZodIssue,
	document: Document,
	lines: LineCounter,
	schema: z.ZodType,
): readonly Problem[] => {
	const say = (path: Path, message: string): Problem => ({
		at: lines.linePos(offsetOf(document, path)).line,
		what: path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`,
	});
	if (issue.code !== 'unrecognized_keys') return [say(issue.path, plainIssue(issue, document.getIn(issue.path)))];
	const valid = validKeys(schema, issue.path);
	return issue.keys.map(key => say([...issue.path, key], noSuchKey(key, valid)));
};

const refusing =
	(file: string, help: string) =>
	(error: unknown, at?: number): never => {
		const {code, message} = error as NodeJS.ErrnoException;
		const what = code === 'ENOENT' ? 'there is no such file' : message.split('\n')[0];
		const near = nearPathsHelp(file, code);
		throw new FileInvalid(file, [{at, what: what ?? ''}], near === undefined ? help : `${near}\n${help}`);
	};

/** The text of a file. @throws FileInvalid */
export const parseYaml = <Schema extends z.ZodType>(
	text: string,
	file: string,
	schema: Schema,
	help: string,
): z.output<Schema> => {
	const lines = new LineCounter();
	const refuse = refusing(file, help);
	const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
	for (const error of document.errors) refuse(error, lines.linePos(error.pos[0]).line);
	let content: unknown;
	try {
		content = document.toJS();
	} catch (error) {
		return refuse(error);
	}
	const parsed = schema.safeParse(content);
	if (parsed.success) return parsed.data;
	const [first, ...others] = parsed.error.issues.flatMap(issue => problemsOf(issue, document, lines, schema));
	throw new FileInvalid(file, [first ?? {what: 'is not valid'}, ...others], help);
};

/** @throws FileInvalid. `help`: names the description of the format */
export const readYaml = async <Schema extends z.ZodType>(
	file: string,
	schema: Schema,
	help: string,
): Promise<z.output<Schema>> => {
	const refuse = refusing(file, help);
	try {
		return parseYaml(readRegularFile(file).toString(), file, schema, help);
	} catch (error) {
		if (error instanceof FileInvalid) throw error;
		return refuse(error);
	}
};
