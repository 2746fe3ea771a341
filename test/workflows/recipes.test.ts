// docs/ci-recipes.md: GitHub accepts its workflows, they give validate.yml its inputs, and its commands exist.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {z} from 'zod';
import {project as places} from '../../harness/model/checkout.ts';
import {problemOf, readProject} from './commands.ts';
import {lintErrors, schemaErrors} from './readers.ts';
import {readWorkflow} from './workflow.ts';

const read = (path: string): string => readFileSync(join(places.root, path), 'utf8');
const page = read('docs/ci-recipes.md');
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text = '']) => ({language, text}));
const workflows = blocks.filter(({language, text}) => language === 'yaml' && text.startsWith('on:'));

const called = z.object({
	jobs: z.record(z.string(), z.object({uses: z.string(), with: z.record(z.string(), z.unknown())})),
});
const callable = z.object({on: z.object({workflow_call: z.object({inputs: z.record(z.string(), z.unknown())})})});

test('GitHub accepts its workflows, and actionlint finds nothing', async t => {
	t.is(workflows.length, 2);
	for (const {text} of workflows) {
		t.deepEqual(schemaErrors('recipe.yml', text), []);
		t.deepEqual(await lintErrors('recipe.yml', text), []);
	}
});

test('the recipes use existing inputs of validate.yml, and describe all of them', t => {
	const {inputs} = callable.parse(readWorkflow(read('.github/workflows/validate.yml'))).on.workflow_call;
	const given = called.parse(readWorkflow(workflows[0]!.text)).jobs.validate!;
	t.regex(given.uses, /\/\.github\/workflows\/validate\.yml@/);
	const unknown = Object.keys(given.with).filter(name => !(name in inputs));
	t.deepEqual(unknown, []);
	const [, rows = ''] = page.split('| input | |\n');
	const described = [...(rows.split('\n\n')[0] ?? '').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
	t.deepEqual(described, Object.keys(inputs));
});

test('its commands exist', async t => {
	const project = readProject();
	const lines = blocks.flatMap(({text}) => text.match(/(?:bin\/netlock|npm run) [^;#&"\n]+/g) ?? []);
	t.true(lines.length > 8);
	const problems = lines.map(line => [line, problemOf(line.trim(), project)]).filter(([, problem]) => problem);
	t.deepEqual(problems, []);
});
