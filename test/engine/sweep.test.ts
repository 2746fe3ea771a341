// Which containers are removed: those of a run, and those whose netlock on this machine is dead. No others.
import test from 'ava';
import type Docker from 'dockerode';
import {label, shellRun} from '../../harness/engine/labels.ts';
import {sweepAll, sweepOrphans, sweepRun} from '../../harness/engine/sweep.ts';
import {type OwnerState, ownerOf} from '../../harness/support/owner.ts';

type Labels = Record<string, string>;

/** An engine that holds containers with these labels, by id, and filters them as Docker's API does. */
const engineWith = (
	containers: Record<string, Labels>,
	removal: () => Promise<unknown> = async () => undefined,
	created = Date.now(),
	finished?: number,
) => {
	const removed: {id: string; options: object}[] = [];
	const engine = {
		listContainers: async ({all, filters}: {all: boolean; filters: {label: string[]}}) => {
			const [name = '', value] = filters.label[0]?.split('=') ?? [];
			const matching = Object.entries(containers).filter(
				([, labels]) => all && name in labels && (value === undefined || labels[name] === value),
			);
			const State = finished === undefined ? 'running' : 'exited';
			return matching.map(([Id, Labels]) => ({Id, Labels, State, Created: created / 1000}));
		},
		getContainer: (id: string) => ({
			inspect: async () => ({State: {FinishedAt: new Date(finished ?? 0).toISOString()}}),
			remove: async (options: object) => {
				removed.push({id, options});
				await removal();
			},
		}),
	};
	return {docker: engine as unknown as Docker, ids: () => removed.map(({id}) => id), removed};
};

const ours = (owner: string, run = 'r1'): Labels => ({[label.run]: run, [label.owner]: owner});
const hour = 60 * 60 * 1000;
const alive = (owner: string): OwnerState => (owner === ownerOf(100) ? 'alive' : 'gone');
const unseen = (): OwnerState => 'unseen';

test('an orphan is removed, with its volumes, whether or not it runs', async t => {
	const {docker, removed} = engineWith({orphan: ours(ownerOf(200))});
	t.is(await sweepOrphans(docker, alive), 1);
	t.deepEqual(removed, [{id: 'orphan', options: {force: true, v: true}}]);
});

test('a container whose netlock is alive stays', async t => {
	const {docker, ids} = engineWith({busy: ours(ownerOf(100)), orphan: ours(ownerOf(200))});
	await sweepOrphans(docker, alive);
	t.deepEqual(ids(), ['orphan']);
});

test('a container of a netlock that cannot be seen from here stays for a day', async t => {
	const containers = {far: ours('elsewhere:200'), shell: ours('elsewhere:200', shellRun)};
	const young = engineWith(containers, undefined, Date.now() - 23 * hour);
	t.is(await sweepOrphans(young.docker, unseen), 0);
	const old = engineWith(containers, undefined, Date.now() - 25 * hour);
	t.is(await sweepOrphans(old.docker, unseen), 1);
	t.deepEqual(old.ids(), ['far'], 'a shell may be open for longer');
});

test('a sandbox that ended is removed a minute later; a running one stays', async t => {
	const containers = {far: ours('elsewhere:200'), shell: ours('elsewhere:200', shellRun)};
	const swept = async (finished?: number) => {
		const {docker, ids} = engineWith(containers, undefined, Date.now(), finished);
		await sweepOrphans(docker, unseen);
		return ids();
	};
	t.deepEqual(await swept(), []);
	t.deepEqual(await swept(Date.now() - 30_000), [], 'its owner may be about to look how it ended');
	t.deepEqual(await swept(Date.now() - 90_000), ['far', 'shell']);
});

test('containers of other people stay, and so does one of netlock’s without an owner', async t => {
	const foreign = {'org.testcontainers': 'true', [label.owner]: ownerOf(200)};
	const {docker, ids} = engineWith({foreign, unowned: {[label.run]: 'r1'}, plain: {}});
	t.is(await sweepOrphans(docker, () => 'gone'), 0);
	t.deepEqual(ids(), []);
});

test('the containers of a run are removed, whoever owns them, and those of other runs stay', async t => {
	const {docker, ids} = engineWith({
		one: ours(ownerOf(100), 'r1'),
		two: ours('elsewhere:1', 'r1'),
		other: ours(ownerOf(100), 'r12'),
		foreign: {},
	});
	t.is(await sweepRun(docker, 'r1'), 2);
	t.deepEqual(ids(), ['one', 'two']);
});

test('a clean-up removes every container of every run, and nothing else', async t => {
	const {docker, ids} = engineWith({one: ours(ownerOf(100), 'r1'), two: ours('elsewhere:1', 'r2'), foreign: {}});
	t.is(await sweepAll(docker), 2);
	t.deepEqual(ids(), ['one', 'two']);
});

test('a container that is already gone is no error', async t => {
	const {docker} = engineWith({orphan: ours(ownerOf(200))}, () => Promise.reject({statusCode: 404}));
	t.is(await sweepOrphans(docker, alive), 1);
});

test('a container that somebody else is removing is gone when the sweep ends', async t => {
	const refused = engineWith({orphan: ours(ownerOf(200))}, () => Promise.reject({statusCode: 409}));
	let looks = 0;
	const inspect = async () => {
		looks++;
		if (looks > 2) throw Object.assign(new Error('no such container'), {statusCode: 404});
		return {};
	};
	const getContainer = (id: string) => ({...refused.docker.getContainer(id), inspect});
	t.is(await sweepOrphans({...refused.docker, getContainer} as unknown as Docker, alive), 1);
	t.is(looks, 3);
});

test('a container that cannot be removed is an error', async t => {
	const refusal = Object.assign(new Error('permission denied'), {statusCode: 500});
	const {docker} = engineWith({orphan: ours(ownerOf(200))}, () => Promise.reject(refusal));
	t.is(await t.throwsAsync(sweepOrphans(docker, alive)), refusal);
});
