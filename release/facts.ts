// What a release is checked against: the version files, the changelog, the published schemas, git.
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export type Facts = {
	packageVersion: string;
	lockVersion: string;
	changelog: string;
	/** Document of docs/schema/ → the schema version in it. */
	schemas: Readonly<Record<string, number>>;
	/** `git status --porcelain` */
	changes: string;
	tags: readonly string[];
};

type JsonSchema = {properties?: {schema: {const: number}}; oneOf?: JsonSchema[]; anyOf?: JsonSchema[]};

/** The number that a document has as its `schema`; kinds of one document have the same. */
const versionIn = ({properties, oneOf = [], anyOf = []}: JsonSchema): number | undefined =>
	properties?.schema.const ?? [...oneOf, ...anyOf].map(versionIn).find(version => version !== undefined);

export const readSchemas = (folder: string): Record<string, number> =>
	Object.fromEntries(
		readdirSync(folder)
			.filter(name => name.endsWith('.json'))
			.sort()
			.map(name => {
				const version = versionIn(JSON.parse(readFileSync(join(folder, name), 'utf8')));
				if (version === undefined) throw new Error(`docs/schema/${name} has no schema version`);
				return [name.replace(/\.json$/, ''), version];
			}),
	);

export const readFacts = (root: string): Facts => {
	const text = (name: string): string => readFileSync(join(root, name), 'utf8');
	const git = (...words: string[]): string => execFileSync('git', words, {cwd: root, encoding: 'utf8'}).trim();
	return {
		packageVersion: JSON.parse(text('package.json')).version,
		lockVersion: JSON.parse(text('package-lock.json')).version,
		changelog: text('CHANGELOG.md'),
		schemas: readSchemas(join(root, 'docs/schema')),
		changes: git('status', '--porcelain'),
		tags: git('tag', '--list', 'v*')
			.split('\n')
			.filter(tag => tag !== ''),
	};
};
