// Computes the digest of a scenario file and every file that it imports. There is no digest if a file may read
// something that its text does not show.
import {dirname, join, relative, resolve} from 'node:path';
import {project} from '../../model/checkout.ts';
import {readRegularFile} from '../../support/regular-file.ts';
import {sha256} from '../../support/sha256.ts';

const imported = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** An import with a computed name, or another way to load code. */
const hidden = /\bimport\s*\((?!\s*['"])|\bprocess\.\w/;

const isBelow = (folder: string, file: string): boolean => !relative(folder, file).startsWith('..');

/** The imports of a file. Undefined if one of them is a package or a built-in module, which may read anything. */
const importsOf = (file: string, text: string): string[] | undefined => {
	const names = [...text.matchAll(imported)].map(([, , name = '']) => name).filter(name => name !== 'netlock');
	if (hidden.test(text) || names.some(name => !name.startsWith('.'))) return undefined;
	return names.map(name => resolve(dirname(file), name));
};

/** Undefined when there is no such file, or not any more. */
const read = (file: string): string | undefined => {
	try {
		return readRegularFile(file).toString();
	} catch {
		return undefined;
	}
};

/** Undefined when the imports are not known. The harness, which every scenario imports, has its own digest. */
export const digestScenario = (file: string, harness = project.harness): string | undefined => {
	const seen = new Map<string, string>();
	const open = [file];
	for (let each = open.pop(); each !== undefined; each = open.pop()) {
		if (seen.has(each) || isBelow(harness, each)) continue;
		const text = read(each);
		const imports = text === undefined ? undefined : importsOf(each, text);
		if (text === undefined || imports === undefined) return undefined;
		seen.set(each, sha256(text));
		open.push(...imports);
	}
	const folder = dirname(file);
	return sha256(
		[...seen]
			.map(([each, digest]) => `${relative(folder, each)} ${digest}`)
			.sort()
			.join('\n'),
	);
};

/** Keyed by the path in results. */
export const scenarioDigests = (files: Iterable<string>): Map<string, string | undefined> =>
	new Map([...new Set(files)].map(file => [file, digestScenario(join(project.root, file))]));
