// Removes sandboxes by label: those of a run, and those whose netlock process is gone.
import type Docker from 'dockerode';
import {type OwnerState, stateOfOwner} from '../support/owner.ts';
import {label, shellRun} from './labels.ts';
import {removeContainer} from './remove-container.ts';

const remove = async (docker: Docker, containers: readonly Docker.ContainerInfo[]): Promise<number> => {
	await Promise.all(containers.map(({Id}) => removeContainer(docker.getContainer(Id))));
	return containers.length;
};

const labelled = (docker: Docker, filter: string): Promise<Docker.ContainerInfo[]> =>
	docker.listContainers({all: true, filters: {label: [filter]}});

/** Removes every container of one run. Returns their number. */
export const sweepRun = async (docker: Docker, run: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.run}=${run}`));

/**
 * No cell, build or measurement takes as long, even with the largest NETLOCK_TIMEOUT_FACTOR. Only a `netlock shell`
 * may.
 */
const longestLifeMs = 24 * 60 * 60 * 1000;

/** Within this time a living owner has read how its sandbox ended, and removed it. */
const lookedAfterMs = 60_000;

/**
 * Whether the owner of a stopped sandbox is gone. A sandbox ends when its owner's connection does (channel.ts), so this
 * also works for an owner in another pid namespace.
 */
const hasLostOwner = async (docker: Docker, {Id, State}: Docker.ContainerInfo, now: number): Promise<boolean> => {
	if (State !== 'exited') return false;
	const details = await docker
		.getContainer(Id)
		.inspect()
		.catch(() => undefined);
	return details !== undefined && now - Date.parse(details.State.FinishedAt) > lookedAfterMs;
};

const isOlderThanAnyWork = ({Created, Labels}: Docker.ContainerInfo, now: number): boolean =>
	Labels[label.run] !== shellRun && now - Created * 1000 > longestLifeMs;

/** Whether the owner is gone. A container with a living owner is never removed. */
const isOrphan = async (
	docker: Docker,
	container: Docker.ContainerInfo,
	stateOf: (owner: string) => OwnerState,
	now: number,
): Promise<boolean> => {
	const owner = container.Labels[label.owner];
	if (owner === undefined) return false;
	const state = stateOf(owner);
	if (state !== 'unseen') return state === 'gone';
	return isOlderThanAnyWork(container, now) || (await hasLostOwner(docker, container, now));
};

/** Removes the containers of runs whose process is gone. */
export const sweepOrphans = async (
	docker: Docker,
	stateOf: (owner: string) => OwnerState = stateOfOwner,
	now = Date.now(),
): Promise<number> => {
	const all = await labelled(docker, label.run);
	const judged = await Promise.all(all.map(each => isOrphan(docker, each, stateOf, now)));
	return remove(
		docker,
		all.filter((_, index) => judged[index]),
	);
};

/** Removes the containers of one process, whatever run they belong to. */
export const sweepOwned = async (docker: Docker, owner: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.owner}=${owner}`));

/** Removes every container that netlock ever made on this engine. */
export const sweepAll = async (docker: Docker): Promise<number> => remove(docker, await labelled(docker, label.run));
