// From the selection to the plan, with an engine that has an image and starts no sandbox.
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {defaultPlan} from '../../harness/ava/default-plan.ts';
import {coreImages, readImages} from '../../harness/images/definition.ts';
import {locks} from '../../harness/model/axes.ts';
import {project} from '../../harness/model/checkout.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {planFile, readPlan} from '../../harness/run/plan-file.ts';
import {prepare, type Selection} from '../../harness/run/prepare.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {knownIssue} from '../fixtures/plan.ts';
import {one, setting} from '../fixtures/run-setting.ts';

const core = coreImages(await readImages(project.images));

test('a scenario that restores elsewhere is planned for each selected image, also outside of the core', async t => {
	const ids = ['debian-trixie', 'debian-experimental'];
	const {options} = await setting(t, Object.fromEntries(ids.map(id => [id, {}])));
	const {plan} = await prepare({...one, images: ids, scenarios: ['restore-in-*']}, options);
	t.deepEqual(
		plan.scenarios.map(({id}) => id),
		['restore-in-debian-experimental', 'restore-in-debian-trixie'],
	);
	t.true(plan.cells.every(({settled}) => settled === undefined));
	const named = await prepare({...one, scenarios: ['restore-in-debian-forky']}, (await setting(t)).options);
	t.is(named.plan.cells[0]?.settled?.reason, 'debian-forky, where it is to be restored, is not selected');
});

test('a plan has the cells of the selection, and is written where AVA reads it', async t => {
	const {options, out, config} = await setting(t);
	const {plan, engine} = await prepare({...one, repeat: 2, retry: 3, strict: true}, options);
	t.like(plan, {folder: out, jobs: 3, repeat: 2, retry: 3, strict: true, owner: ownerOf(process.pid)});
	t.is(plan.endpoint, config.dockerHost);
	t.is(engine.kind, 'given');
	t.deepEqual(
		plan.cells.map(({id}) => id),
		['debian-trixie/crun/nftables/tcp-veth'],
	);
	t.like(plan.scenarios, [{id: 'tcp-veth', file: 'scenarios/tcp-veth.ts'}]);
	t.deepEqual(await readPlan(planFile(out)), plan);
});

test('the run names a glob of a known issue that matches nothing, before the first cell', async t => {
	const {options, out} = await setting(
		t,
		{'debian-trixie': {}},
		{
			'issues.yaml': JSON.stringify([
				{...knownIssue, match: {image: ['debian-trixy'], scenario: ['tcp-vet', 'tcp-veth', 'ours']}},
			]),
			'scenarios/ours.ts':
				"import {scenario} from 'netlock';\nscenario('ours', {locks: ['skip'], reports: {}}, () => {});\n",
		},
	);
	const told: unknown[] = [];
	const own = {knownIssues: join(out, 'issues.yaml'), scenarios: join(out, 'scenarios')};
	await prepare({...one, own}, {...options, onStep: (subject, {kind, ...step}) => told.push({subject, kind, ...step})});
	const kind = 'known issue matches nothing';
	const subject = `known issue ${knownIssue.id}`;
	t.deepEqual(
		told.filter(each => JSON.stringify(each).includes(kind)),
		[
			{subject, kind, key: 'image', glob: 'debian-trixy', near: 'debian-trixie'},
			{subject, kind, key: 'scenario', glob: 'tcp-vet', near: 'tcp-veth'},
		],
	);
});

test('containers of a dead netlock are removed before anything is planned', async t => {
	const {options, calls} = await setting(t);
	await prepare(one, options);
	t.true(calls().includes('DELETE /containers/orphan'));
});

test('the plan keeps only the requested cells', async t => {
	const {options} = await setting(t);
	const isWanted: Selection['isWanted'] = ({lock}, {id}) => lock === 'skip' && id === 'tcp-veth';
	const {plan} = await prepare({...one, locks, isWanted}, options);
	t.deepEqual(
		plan.cells.map(({lock}) => lock),
		['skip'],
	);
});

test('a selection without a cell is wrong usage, and the error says what the scenarios take', async t => {
	const {options, out} = await setting(t);
	const selection: Selection = {...one, scenarios: ['cli-equals-value'], locks: ['skip', 'unset']};
	await t.throwsAsync(prepare(selection, options), {
		instanceOf: UsageError,
		message: /^nothing to run: no scenario chosen takes --lock skip or --lock unset\ncli-equals-value takes nftables$/,
	});
	t.false(existsSync(planFile(out)));
});

test('a run by hand plans every core image and scenario for packaged runtimes', async t => {
	const {config} = await setting(t, Object.fromEntries(core.map(id => [id, {}])));
	const plan = await defaultPlan(config);
	t.teardown(() => rm(plan.folder, {recursive: true, force: true}));
	t.deepEqual(
		plan.builds.map(({id}) => id),
		['crun', 'runc'],
	);
	t.deepEqual(
		plan.images.map(({id, state}) => [id, state]),
		core.map(id => [id, 'ready']),
	);
	t.deepEqual([...new Set(plan.cells.map(({lock}) => lock))].toSorted(), locks.toSorted());
});
