// The files that people write, and may take from somebody else.
import {readFileSync} from 'node:fs';
import type {z} from 'zod';
import {definition} from '../../harness/images/definition.ts';
import {parseYaml} from '../../harness/model/read-yaml.ts';
import {knownIssuesFile} from '../../harness/plan/known-issues.ts';
import {projectFile} from '../../harness/results/project-file.ts';
import type {Target} from './targets.ts';

const root = new URL('../../', import.meta.url);

const yaml = (name: string, schema: z.ZodType, ...examples: Buffer[]): Target => ({
	name,
	corpus: examples,
	read: input => parseYaml(input.toString(), name, schema, 'See the documents'),
});

const entries = readFileSync(new URL('scenarios/known-issues.yaml', root), 'utf8').split(/^(?=- id:)/m);
const issues = entries.slice(0, 5).join('');
const project = `known-issues: ./known-issues.yaml
options: {image: &globs [debian-forky, 'a*'], scenario: *globs, lock: [nftables], jobs: 2, core: true}
`;

export const yamlTargets: readonly Target[] = [
	yaml('known-issues.yaml', knownIssuesFile, Buffer.from(issues)),
	yaml('image.yaml', definition, readFileSync(new URL('images/debian-forky/image.yaml', root))),
	yaml('netlock.yaml', projectFile, Buffer.from(project)),
];
