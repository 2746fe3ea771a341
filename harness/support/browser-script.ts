// One classic script for a browser out of TypeScript modules: without types, imports and exports, in one scope. The page
// that carries it then loads nothing. Names must differ among the modules, and no module may rename what it imports.
import {readFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';

/** `modules`: in the order in which their top-level statements are to run. */
export const browserScript = (modules: readonly URL[]): string => {
	const bodies = modules.map(module =>
		stripTypeScriptTypes(readFileSync(module, 'utf8'))
			.replaceAll(/^import\b[^;]*;$/gm, '')
			.replaceAll(/^export /gm, '')
			// Types leave blanks where they were, and comments are for whoever reads the source.
			.replaceAll(/^\s*(\/\/.*|\/\*\*.*\*\/)?\s*$\n?/gm, '')
			.replaceAll(/[ \t]+$/gm, ''),
	);
	return `{\n'use strict';\n${bodies.join('\n')}\n}`;
};

export const textOf = (files: readonly URL[]): string => files.map(file => readFileSync(file, 'utf8')).join('');
