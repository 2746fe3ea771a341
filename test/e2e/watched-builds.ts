// Builds of hostile sources. A build that fails must leave no container, no process and no file behind.
import {readdirSync, readFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import type {ExecutionContext} from 'ava';
import {ensureBuilder} from '../../harness/builds/builder.ts';
import type {BuildError} from '../../harness/builds/errors.ts';
import type {MakeOptions} from '../../harness/builds/make.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import {label} from '../../harness/engine/labels.ts';
import {project} from '../../harness/model/checkout.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {type Making, making} from './making.ts';

export type WatchedBuilds = Making & {
	/** Command lines of the processes of this machine that are in the container of a build. */
	processes: () => string[];
	/** Containers of the builds of this process. */
	remaining: () => Promise<unknown[]>;
	/** The error that ends a build with these patches, after a check of what the build left behind. */
	fail: (t: ExecutionContext, patches: readonly Patch[], options?: Partial<MakeOptions>) => Promise<BuildError>;
};

const owner = `${label.owner}=${ownerOf(process.pid)}`;

/** The container whose cgroup a process is in, and the process's command line. It may have ended meanwhile. */
const processOf = (pid: string): {container: string; commandLine: string} | undefined => {
	try {
		const [container] = /[0-9a-f]{64}/.exec(readFileSync(`/proc/${pid}/cgroup`, 'latin1')) ?? [];
		if (container === undefined) return undefined;
		return {container, commandLine: readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')};
	} catch {
		return undefined;
	}
};

/** Makes the builder of crun ready. */
export const watchBuilds = async (): Promise<WatchedBuilds> => {
	const made = await making('debian-trixie');
	const {docker, image, store} = made;
	await mkdir(store);
	await ensureBuilder(docker, project.builders, image, 'crun', () => {});
	/** Ids of the containers of every build so far. The engine reports each one. */
	const containers = new Set<string>();
	const events = await (docker.getEvents({
		filters: {type: ['container'], event: ['create'], label: [owner]},
	}) as Promise<Readable>);
	createInterface(events).on('line', line => containers.add(JSON.parse(line).id));
	const processes = (): string[] =>
		readdirSync('/proc').flatMap(name => {
			const found = /^\d+$/.test(name) ? processOf(name) : undefined;
			return found && containers.has(found.container) ? [found.commandLine] : [];
		});
	const remaining = (): Promise<unknown[]> =>
		docker.listContainers({all: true, filters: {label: [`${label.run}=build`, owner]}});
	return {
		...made,
		processes,
		remaining,
		fail: async (t, patches, options = {}) => {
			const before = readdirSync(store);
			const error = await t.throwsAsync(made.make({patches}, {limits: {time: 60}, ...options}), {any: true});
			t.deepEqual(await remaining(), []);
			t.deepEqual(readdirSync(store), before);
			t.deepEqual(processes(), []);
			return error as BuildError;
		},
		end: async () => {
			events.destroy();
			await made.end();
		},
	};
};
