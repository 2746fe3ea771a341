// Parses netlock's documents for CI systems, with parsers and schemas of other projects.
import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import {Parser, type Result} from 'tap-parser';
import {validateXML} from 'xmllint-wasm';

/** The errors that libxml2 finds; with a schema, also the violations of it. */
export const xmlProblems = async (xml: string, schema?: URL): Promise<string[]> => {
	const files = [{fileName: 'report.xml', contents: xml}];
	const found = await validateXML(
		schema === undefined
			? {xml: files, normalization: 'format'}
			: {xml: files, extension: 'schema', schema: [readFileSync(schema, 'utf8')]},
	);
	return found.errors.map(({rawMessage}) => rawMessage);
};

export const tapOf = (text: string) => {
	const points: Result[] = [];
	const extra: string[] = [];
	const parser = new Parser({strict: true}, () => {});
	parser.on('assert', point => points.push(point));
	parser.on('extra', line => extra.push(line));
	let failures: unknown[] = [];
	parser.on('complete', ({failures: found}) => {
		failures = found;
	});
	parser.end(text);
	return {points, extra, failures};
};

export const schemaProblems = (schema: object, value: unknown): string[] => {
	const validate = new Ajv({allErrors: true}).compile(schema);
	validate(value);
	return (validate.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`);
};
