// AVA's process gets the variables that it needs, and none of a CI system: with those, AVA would skip files.
import test from 'ava';
import {avaEnvironment} from '../../harness/run/ava-environment.ts';
import {execute} from '../../harness/run/execute.ts';
import {writePlan} from '../../harness/run/plan-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell, runPlan} from '../fixtures/plan.ts';
import {refusingEngine} from '../fixtures/refusing-engine.ts';

/** The second of three jobs. */
const parallelJobs = {
	CI: 'true',
	// GitLab
	GITLAB_CI: 'true',
	CI_NODE_INDEX: '2',
	CI_NODE_TOTAL: '3',
	CIRCLECI: 'true',
	CIRCLE_NODE_INDEX: '1',
	CIRCLE_NODE_TOTAL: '3',
	BUILDKITE: 'true',
	BUILDKITE_PARALLEL_JOB: '1',
	BUILDKITE_PARALLEL_JOB_COUNT: '3',
	SEMAPHORE: 'true',
	SEMAPHORE_JOB_INDEX: '2',
	SEMAPHORE_JOB_COUNT: '3',
	BITBUCKET_BUILD_NUMBER: '7',
	BITBUCKET_PARALLEL_STEP: '1',
	BITBUCKET_PARALLEL_STEP_COUNT: '3',
};

test('only listed variables and netlock’s own reach AVA', t => {
	const ours = {PATH: '/bin', NETLOCK_HOME: '/home', FORCE_COLOR: '1', NETLOCK_PLAN: '/another', ...parallelJobs};
	t.deepEqual(avaEnvironment('/run', ['scenarios/b.ts', 'scenarios/a.ts'], ours), {
		PATH: '/bin',
		NETLOCK_HOME: '/home',
		NETLOCK_PLAN: '/run/plan.json',
		NETLOCK_PIPE: '3',
		NETLOCK_FILES: '["scenarios/b.ts","scenarios/a.ts"]',
		NO_COLOR: '1',
	});
});

test('in a parallel CI job every scenario file runs', async t => {
	t.timeout(60_000);
	Object.assign(process.env, parallelJobs);
	const scenarios = ['explicit-is-honoured', 'tcp-loopback', 'tcp-veth'];
	const cells = scenarios.map(name => plannedCell(name, {lock: 'nftables', id: `debian-trixie/crun/nftables/${name}`}));
	const endpoint = await refusingEngine(t, 'no space left on device');
	const plan = runPlan(await folderWith(t, {}), cells, {endpoint});
	await writePlan(plan);
	const reasons = new Map<string, string>();
	await execute(plan, {
		signal: new AbortController().signal,
		onEvent: event => {
			if (event.type === 'cell-finished') reasons.set(event.result.scenario, event.result.reason ?? '');
		},
	});
	t.deepEqual([...reasons.keys()].sort(), scenarios);
	for (const reason of reasons.values())
		t.regex(reason, /^a sandbox of netlock\/debian-trixie:1 did not start: .*no space left on device/);
});
