// The workflows in .github/: GitHub accepts them, and they follow the project's rules. Each rule is also seen to fail
// here.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {project as places} from '../../harness/model/checkout.ts';
import {select} from '../../harness/plan/selection.ts';
import {readProject} from './commands.ts';
import {lintErrors, schemaErrors} from './readers.ts';
import {type RuleName, rules} from './rules.ts';
import {matrixOf, readWorkflow} from './workflow.ts';

const folder = join(places.root, '.github/workflows');
const files = Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]));
const project = readProject();

test('there are three workflows', t => {
	t.deepEqual(Object.keys(files).sort(), ['ci.yml', 'nightly.yml', 'validate.yml']);
});

for (const [name, text] of Object.entries(files)) {
	test(`${name}: GitHub accepts it`, t => t.deepEqual(schemaErrors(name, text), []));
	test(`${name}: actionlint finds nothing`, async t => t.deepEqual(await lintErrors(name, text), []));
	for (const [rule, against] of Object.entries(rules)) {
		test(`${name}: ${rule}`, t => t.deepEqual(against(readWorkflow(text), project), []));
	}
}

test('an action is at the same commit in all workflows', t => {
	const pins = Object.values(files).flatMap(text => readWorkflow(text).uses.map(({action}) => action));
	const names = new Set(pins.map(pin => pin.split('@')[0]));
	t.is(new Set(pins).size, names.size);
});

test('every image is in the nightly matrix', async t => {
	const images = await readImages(places.images);
	const rows = matrixOf(readWorkflow(files['nightly.yml']!), 'run').filter(({runtime}) => runtime === 'crun');
	const chosen = rows.flatMap(({images: glob = ''}) => select('--image', [glob], images, ({id}) => id));
	t.deepEqual(chosen.map(({id}) => id).sort(), images.map(({id}) => id).sort());
});

const expression = (what: string): string => `\${{ ${what} }}`;

const good = `
on: push
permissions: {contents: read}
concurrency: {group: ci}
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${'a'.repeat(40)} # v7.0.1
        with: {persist-credentials: false}
      - uses: actions/setup-node@${'b'.repeat(40)} # v7.0.0
        with: {node-version: ${project.node}}
      - uses: actions/cache@${'c'.repeat(40)} # v4.3.0
        with: {path: builds, key: "builds-${expression("hashFiles('images/**')")}"}
      - run: npm test
      - run: |
          bin/netlock run --image "$IMAGE" \\
            --lock unset
          bin/netlock images save images.tar
        env: {IMAGE: debian-forky}
`;

test('a workflow without violations passes all rules', async t => {
	t.deepEqual(schemaErrors('good.yml', good), []);
	t.deepEqual(await lintErrors('good.yml', good), []);
	for (const [rule, against] of Object.entries(rules)) t.deepEqual(against(readWorkflow(good), project), [], rule);
});

const twice = `jobs:
  other:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {contents: read, issues: write}
    steps: [{run: npm test}]`;

/** For each rule: the change to the good workflow, and the message of the rule. */
const broken: Record<RuleName, [from: string, to: string, says: string][]> = {
	'every action is pinned to a commit, with its version in a comment': [
		[`checkout@${'a'.repeat(40)}`, 'checkout@v7', 'actions/checkout@v7 # v7.0.1'],
		['a'.repeat(40), 'a'.repeat(39), `actions/checkout@${'a'.repeat(39)} # v7.0.1`],
		[' # v7.0.1', '', `actions/checkout@${'a'.repeat(40)} # `],
		['# v7.0.1', '# v7', `actions/checkout@${'a'.repeat(40)} # v7`],
	],
	'every job has a runner that does not change by itself': [
		['runs-on: ubuntu-24.04', 'runs-on: ubuntu-latest', 'job test'],
		['runs-on: ubuntu-24.04', 'runs-on: [self-hosted, ubuntu-24.04]', 'job test'],
	],
	'every job ends some time': [['    timeout-minutes: 5\n', '', 'job test']],
	'a newer run and an older one know of each other': [['concurrency: {group: ci}\n', '', 'no concurrency group']],
	'the token may read the repository, and nothing else': [
		['permissions: {contents: read}\n', '', 'the workflow'],
		['permissions: {contents: read}\n', 'permissions: read-all\n', 'the workflow'],
		['contents: read', 'contents: write', 'the workflow'],
		['jobs:', twice, 'job other'],
	],
	'the token is not kept in the checkout': [
		['        with: {persist-credentials: false}\n', '', 'a checkout'],
		['persist-credentials: false', 'persist-credentials: true', 'a checkout'],
	],
	'a cache is keyed by what it is made from': [
		[expression("hashFiles('images/**')"), '1', 'builds-1'],
		[expression("hashFiles('images/**')"), expression('github.sha'), `builds-${expression('github.sha')}`],
	],
	'nobody outside starts a workflow that has rights': [
		['on: push', 'on: pull_request_target', 'pull_request_target'],
		['on: push', 'on: [push, workflow_run]', 'workflow_run'],
		['on: push', 'on: {push: , pull_request_target: {types: [opened]}}', 'pull_request_target'],
	],
	'what a pull request was when its event came is what runs': [
		['npm test', 'curl "https://github.com/a/b/pull/$N.diff"', 'curl "https://github.com/a/b/pull/$N.diff"'],
	],
	'no expression becomes shell; values come through env, quoted': [
		[
			'"$IMAGE"',
			expression('github.head_ref'),
			`bin/netlock run --image ${expression('github.head_ref')} --lock unset`,
		],
		['"$IMAGE"', '$IMAGE', 'bin/netlock run --image $IMAGE --lock unset'],
	],
	'Node is the project’s': [[project.node, '20.0.0', `node-version 20.0.0, where package.json has ${project.node}`]],
	'every command is an npm script or a netlock command that exists': [
		['npm test', 'npm run tests', 'npm run tests: calls no npm script'],
		['npm test', 'npm publish', 'npm publish: calls no npm script'],
		['npm test', 'make', 'make: is neither an npm script nor a netlock command'],
		['npm test', 'npm test && make', 'npm test && make: is more than one command'],
		['npm test', 'bin/netlock replay', 'bin/netlock replay: netlock has no command replay'],
		['npm test', 'bin/netlock run --locks unset', 'bin/netlock run --locks unset: netlock run has no option --locks'],
		[
			'npm test',
			'bin/netlock images save --from x',
			'bin/netlock images save --from x: netlock images has no option --from',
		],
		['"$IMAGE"', '"$(make)"', 'bin/netlock run --image "$(make)" --lock unset: is more than one command'],
		['npm test', 'sudo apt-get update; make', 'sudo apt-get update; make: is more than one command'],
	],
};

for (const [rule, cases] of Object.entries(broken) as [RuleName, [string, string, string][]][]) {
	cases.forEach(([from, to, says], index) => {
		test(`broken: ${rule} (${index + 1} of ${cases.length})`, t => {
			const bad = good.replace(from, to);
			t.not(bad, good);
			t.deepEqual(rules[rule](readWorkflow(bad), project), [says]);
		});
	});
}

test('GitHub’s schema refuses unknown keys', t => {
	const [error, ...more] = schemaErrors('bad.yml', good.replace('timeout-minutes', 'timeout-minute'));
	t.regex(error ?? '', /Unexpected value 'timeout-minute'/);
	t.deepEqual(more, []);
});

test('actionlint refuses a wrong expression', async t => {
	const [error, ...more] = await lintErrors(
		'bad.yml',
		good.replace('- run: npm test', `- if: ${expression('!canceled()')}\n        run: npm test`),
	);
	t.regex(error ?? '', /^bad\.yml:16: undefined function "canceled"/);
	t.deepEqual(more, []);
});
