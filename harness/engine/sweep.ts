// Removes sandboxes by label: a run's own, and those whose netlock is gone.
import type Docker from 'dockerode';
import {type OwnerState, stateOfOwner} from '../support/owner.ts';
import {label, shellRun} from './labels.ts';

const remove = async (docker: Docker, containers: readonly Docker.ContainerInfo[]): Promise<number> => {
	// 404: gone already; 409: another sweep is at it.
	const tolerated = (error: {statusCode?: number}): void => {
		if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
	};
	await Promise.all(containers.map(({Id}) => docker.getContainer(Id).remove({force: true, v: true}).catch(tolerated)));
	return containers.length;
};

const labelled = (docker: Docker, filter: string): Promise<Docker.ContainerInfo[]> =>
	docker.listContainers({all: true, filters: {label: [filter]}});

/** Removes every container of one run; how many there were. */
export const sweepRun = async (docker: Docker, run: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.run}=${run}`));

/** No cell, build or measurement takes as long, not with the largest NETLOCK_TIMEOUT_FACTOR. A shell may. */
const longestLifeMs = 24 * 60 * 60 * 1000;

/** Whether somebody who cannot be seen from here has left it behind. */
const isForgotten = ({Created, Labels}: Docker.ContainerInfo, now: number): boolean =>
	Labels[label.run] !== shellRun && now - Created * 1000 > longestLifeMs;

/** A living owner's container is never removed. That of one who cannot be seen is removed when it is older than any work. */
const isOrphan = (container: Docker.ContainerInfo, stateOf: (owner: string) => OwnerState, now: number): boolean => {
	const owner = container.Labels[label.owner];
	if (owner === undefined) return false;
	const state = stateOf(owner);
	return state === 'gone' || (state === 'unseen' && isForgotten(container, now));
};

/** Removes the containers of runs whose process is gone. */
export const sweepOrphans = async (
	docker: Docker,
	stateOf: (owner: string) => OwnerState = stateOfOwner,
	now = Date.now(),
): Promise<number> => {
	const all = await labelled(docker, label.run);
	return remove(
		docker,
		all.filter(each => isOrphan(each, stateOf, now)),
	);
};

/** Removes the containers of one process, whatever run they belong to. */
export const sweepOwned = async (docker: Docker, owner: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.owner}=${owner}`));

/** Removes every container that netlock ever made on this engine. */
export const sweepAll = async (docker: Docker): Promise<number> => remove(docker, await labelled(docker, label.run));
