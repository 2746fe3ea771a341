// Makes one classic browser script from TypeScript modules: without types, imports and exports, in one scope. The page
// with the script then loads nothing else. Names must differ among the modules, and no module may rename an import.
import {readFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';

/** `modules`: in the order in which their top-level statements run. */
export const browserScript = (modules: readonly URL[]): string => {
	const bodies = modules.map(module =>
		stripTypeScriptTypes(readFileSync(module, 'utf8'))
			.replaceAll(/^import\b[^;]*;$/gm, '')
			.replaceAll(/^export /gm, '')
			// Removes the blanks that types leave, and comments.
			.replaceAll(/^\s*(\/\/.*|\/\*\*.*\*\/)?\s*$\n?/gm, '')
			.replaceAll(/[ \t]+$/gm, ''),
	);
	return `{\n'use strict';\n${bodies.join('\n')}\n}`;
};

export const textOf = (files: readonly URL[]): string => files.map(file => readFileSync(file, 'utf8')).join('');
