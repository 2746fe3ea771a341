// The rules of this project for its workflows, beyond those of GitHub and actionlint: pinned, bounded, without rights,
// and thin. A rule returns a line for every violation.
import {isDeepStrictEqual} from 'node:util';
import {isUnquoted, type Project, problemOf} from './commands.ts';
import type {Workflow} from './workflow.ts';

type Rule = (workflow: Workflow, project: Project) => string[];

const runner = 'ubuntu-24.04';
const leastRights = [{contents: 'read'}, {}];

/** Values that the author of a pull request does not control, in a workflow that has rights. */
const dangerous = ['pull_request_target', 'workflow_run'];

/** The shell code beside npm scripts and netlock. */
const shell = [
	/^cat [\w/]+\.md >> "\$GITHUB_STEP_SUMMARY"$/,
	/^cat [\w/]+\/annotations\.txt$/,
	// validate.yml: fetching the code under test.
	/^curl --fail --silent --show-error --location --output patch\.diff "https:\/\/github\.com\/\$REPOSITORY\/(compare\/\$COMMITS|pull\/\$NUMBER)\.diff"$/,
	/^printf '%s\\n' "\$PATCH" > patch\.diff$/,
	/^chmod \+x builds\/before builds\/after$/,
	// ci.yml: packages that the runner lacks for `npm test`.
	/^sudo cp \.github\/debian\.sources \/etc\/apt\/sources\.list\.d\/$/,
	/^sudo apt-get update$/,
	/^sudo apt-get install --yes --no-install-recommends [\w -]+$/,
];
const asRoot = /^sudo env "PATH=\$PATH" CI=true ("NETLOCK_HOME=\$RUNNER_TEMP\/netlock" )?/;

const linesOf = ({steps}: Workflow): string[] =>
	steps
		.flatMap(({run = ''}) => run.replaceAll(/\\\n\s*/g, '').split('\n'))
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('#'));

const jobs = ({jobs}: Workflow, isAgainst: (job: Workflow['jobs'][string]) => boolean): string[] =>
	Object.entries(jobs)
		.filter(([, job]) => isAgainst(job))
		.map(([name]) => `job ${name}`);

const calls = ({steps}: Workflow, action: string) => steps.filter(({uses}) => uses?.startsWith(`${action}@`));

export const rules = {
	'every action is pinned to a commit, with its version in a comment': ({uses}) =>
		uses
			.filter(({action, comment}) => !/@[0-9a-f]{40}$/.test(action) || !/^v\d+\.\d+\.\d+$/.test(comment))
			.map(({action, comment}) => `${action} # ${comment}`),

	'every job has a runner that does not change by itself': workflow => jobs(workflow, job => job['runs-on'] !== runner),

	'every job ends some time': workflow => jobs(workflow, job => typeof job['timeout-minutes'] !== 'number'),

	'a newer run and an older one know of each other': ({concurrency}) =>
		typeof concurrency === 'object' && concurrency !== null && 'group' in concurrency ? [] : ['no concurrency group'],

	'the token may read the repository, and nothing else': workflow => [
		...(leastRights.some(each => isDeepStrictEqual(each, workflow.permissions)) ? [] : ['the workflow']),
		...jobs(workflow, ({permissions = {}}) => !leastRights.some(each => isDeepStrictEqual(each, permissions))),
	],

	'the token is not kept in the checkout': workflow =>
		calls(workflow, 'actions/checkout')
			.filter(step => step.with['persist-credentials'] !== false)
			.map(() => 'a checkout'),

	'a cache is keyed by what it is made from': workflow =>
		calls(workflow, 'actions/cache')
			.map(step => String(step.with.key))
			.filter(key => !/\$\{\{ hashFiles\('[^']+'.*\) \}\}$/.test(key)),

	'nobody outside starts a workflow that has rights': ({on}) => {
		const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
		return events.filter(event => dangerous.includes(event));
	},

	'what a pull request was when its event came is what runs': workflow => {
		const lines = linesOf(workflow);
		const isPinned = lines.some(line => line.includes('/compare/$COMMITS.diff'));
		return isPinned ? [] : lines.filter(line => line.includes('/pull/'));
	},

	'no expression becomes shell; values come through env, quoted': workflow =>
		linesOf(workflow).filter(line => line.includes('${{') || isUnquoted(line)),

	'Node is the project’s': (workflow, {node}) =>
		calls(workflow, 'actions/setup-node')
			.filter(step => step.with['node-version'] !== node)
			.map(step => `node-version ${step.with['node-version']}, where package.json has ${node}`),

	'every command is an npm script or a netlock command that exists': (workflow, project) =>
		linesOf(workflow).flatMap(line => {
			if (shell.some(allowed => allowed.test(line))) return [];
			const problem = problemOf(line.replace(asRoot, ''), project);
			return problem === undefined ? [] : [`${line}: ${problem}`];
		}),
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
