// Reads the imports of a TypeScript file, by syntax alone: values, types, re-exports and `import()`.
import {globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {parseSync, Visitor} from 'oxc-parser';

export type Import = {from: string; to: string; isType: boolean};

/** The imports of files of this project in `text`, the contents of `from`. Packages are left out. */
export const importsOf = (from: string, text: string): Import[] => {
	const {module, program, errors} = parseSync(from, text);
	const [error] = errors;
	if (error) throw new Error(`${from}: ${error.message}`);
	const found: {specifier: string; isType: boolean}[] = [];
	for (const {moduleRequest, entries} of module.staticImports) {
		found.push({specifier: moduleRequest.value, isType: entries.length > 0 && entries.every(entry => entry.isType)});
	}
	for (const {entries} of module.staticExports) {
		for (const {moduleRequest, isType} of entries)
			if (moduleRequest) found.push({specifier: moduleRequest.value, isType});
	}
	new Visitor({
		ImportExpression: ({source}) => {
			if (source.type === 'Literal') found.push({specifier: String(source.value), isType: false});
		},
		TSImportType: ({source}) => {
			found.push({specifier: source.value, isType: true});
		},
	}).visit(program);
	return found
		.filter(({specifier}) => specifier.startsWith('.'))
		.map(({specifier, isType}) => ({from, to: join(dirname(from), specifier), isType}));
};

/** All imports of the files that match the patterns, relative to `root`. */
export const readImports = (root: string, patterns: string[]): Import[] =>
	globSync(patterns, {cwd: root})
		.sort()
		.flatMap(file => importsOf(file, readFileSync(join(root, file), 'utf8')));
