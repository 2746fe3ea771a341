// The pages below docs/ that are generated from the code, in whole or in part. `npm run docs` (write.ts) writes them.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {commandReference} from '../../harness/cli/reference.ts';
import {project} from '../../harness/model/checkout.ts';
import {readYaml} from '../../harness/model/read-yaml.ts';
import {compatibilityHtml, compatibilityMarkdown} from '../../harness/report/compatibility.ts';
import {type Compatibility, compatibility} from '../../harness/results/compatibility.ts';
import {documentNames, jsonSchemaOf} from '../../harness/results/documents.ts';
import {projectFileSchema} from '../../harness/results/project-file.ts';
import {readGuards, reportsTable} from './coverage.ts';
import {withPart} from './generated.ts';

export const pathOf = (page: string): string => join(project.root, 'docs', page);
export const read = (page: string): string => readFileSync(pathOf(page), 'utf8');

const readCompatibility = (): Promise<Compatibility> => readYaml(project.compatibility, compatibility, '');

/** By file name: the content of the page. */
export const pages: Record<string, () => Promise<string>> = {
	'coverage.md': async () => withPart(read('coverage.md'), 'reports', reportsTable(await readGuards())),
	'commands.md': async () => commandReference(),
	'../reports/compatibility.md': async () => compatibilityMarkdown(await readCompatibility()),
	'../reports/compatibility.html': async () => compatibilityHtml(await readCompatibility()),
	'schema/inputs/netlock-yaml.json': async () => projectFileSchema(),
	...Object.fromEntries(documentNames.map(name => [`schema/${name}.json`, async () => jsonSchemaOf(name)])),
};
